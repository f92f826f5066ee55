// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import io.github.keepwire.outbox.MessageStore.Entry;
import java.util.List;

/** Watches that the sequences of a store only grow. */
final class Growth {
    /** Below every sequence. */
    static final long NOTHING = Long.MIN_VALUE;

    private long last = NOTHING;

    /** Begins a new life: a sequence that was given and removed in an earlier one may come again. */
    void restart(long highestHeld) {
        last = highestHeld;
    }

    /** Checks the entries of a commit. */
    void check(List<Entry> added) {
        long highest = last;
        for (Entry entry : added) {
            if (entry.sequence() <= highest) {
                throw new IllegalArgumentException("sequence must grow: " + entry.sequence() + " after " + highest);
            }
            highest = entry.sequence();
        }
    }

    /** Takes note of a commit that succeeded. */
    void note(List<Entry> added) {
        if (!added.isEmpty()) {
            last = added.get(added.size() - 1).sequence();
        }
    }
}
