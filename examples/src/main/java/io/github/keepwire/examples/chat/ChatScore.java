// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.chat;

import java.util.HashSet;
import java.util.List;

/**
 * What was said against what was read.
 *
 * @param said how much was said
 * @param anna what the one has read, in order
 * @param ben what the other has read, in order
 */
record ChatScore(int said, List<ChatLine> anna, List<ChatLine> ben) {
    boolean isPerfect() {
        return lost() == 0 && duplicates() == 0 && anna.equals(ben);
    }

    private int lost() {
        return 2 * said - distinct(anna) - distinct(ben);
    }

    private int duplicates() {
        return anna.size() + ben.size() - distinct(anna) - distinct(ben);
    }

    private static int distinct(List<ChatLine> lines) {
        return new HashSet<>(lines).size();
    }

    /** The last line of the example. */
    @Override
    public String toString() {
        return "said=" + said + " anna=" + anna.size() + " ben=" + ben.size() + " lost=" + lost() + " duplicates="
                + duplicates() + " order=" + (anna.equals(ben) ? "same" : "different");
    }
}
