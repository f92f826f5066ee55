// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import java.lang.ref.Reference;
import java.util.List;

/** What an object keeps in the heap: the difference of what is in use, after collections before and after it was made. */
final class Retained {
    private static final int COLLECTIONS = 3;

    private Retained() {}

    /** Makes what is measured. */
    @FunctionalInterface
    interface Holder {
        /** Takes in the keys, which exist already and do not count. */
        Object holding(List<String> keys);
    }

    static double perKey(List<String> keys, Holder holder) {
        long before = used();
        Object holding = holder.holding(keys);
        try {
            return (double) (used() - before) / keys.size();
        } finally {
            Reference.reachabilityFence(holding);
        }
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
