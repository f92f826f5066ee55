// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.time.Duration;
import java.util.Arrays;

/** How long something took: the average of all, and the distribution of the last 1 024. Not safe for several threads. */
final class Times {
    private static final int KEPT = 1 << 10;

    private final long[] last = new long[KEPT];
    private long count;
    private long sum;

    void add(long nanos) {
        last[(int) (count % KEPT)] = nanos;
        count++;
        sum += nanos;
    }

    void reset() {
        count = 0;
        sum = 0;
    }

    ServerStats.Times snapshot() {
        long[] sorted = Arrays.copyOf(last, (int) Math.min(count, KEPT));
        Arrays.sort(sorted);
        long average = count == 0 ? 0 : sum / count;
        return new ServerStats.Times(Duration.ofNanos(average), percentile(sorted, 0.5), percentile(sorted, 0.99));
    }

    /** The least that is not exceeded by this part of them. */
    private static Duration percentile(long[] sorted, double part) {
        int rank = (int) Math.ceil(part * sorted.length);
        return Duration.ofNanos(sorted.length == 0 ? 0 : sorted[rank - 1]);
    }
}
