// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Messages and bytes, counted by one thread at a time and read by any: no atomic addition, which would cost more than the
 * rest of a message's way through the mailbox.
 *
 * <p>The counts lie in the middle of an array, so that the tally of one thread and that of another never share a cache
 * line, over which two cores would quarrel for every message.
 */
final class Tally {
    /** Longs in a line of 64 bytes, twice: neighbouring lines are fetched in pairs. */
    private static final int DISTANCE = 16;

    private static final int MESSAGES = DISTANCE;
    private static final int BYTES = DISTANCE + 1;

    private final AtomicLongArray counts = new AtomicLongArray(2 * DISTANCE + 2);

    void add(int size) {
        // bytes first: whoever sees the message sees its bytes
        counts.lazySet(BYTES, counts.get(BYTES) + size);
        // not lazily: the caller goes on to look whether somebody waits for this count
        counts.set(MESSAGES, counts.get(MESSAGES) + 1);
    }

    long messages() {
        return counts.get(MESSAGES);
    }

    long bytes() {
        return counts.get(BYTES);
    }
}
