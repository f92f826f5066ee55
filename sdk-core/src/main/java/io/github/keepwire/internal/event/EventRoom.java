// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many of the events that a server can cause at will may wait for the listeners: errors, rooms created, gaps. Those of the
 * client's own life are few.
 *
 * <p>The loop takes, the listeners' lane gives back.
 */
final class EventRoom {
    static final int MOST = 10_000;
    static final long MOST_BYTES = 4L << 20;

    private final AtomicInteger events = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    /** Whether somebody was told that events are dropped; forgotten once half of the room is free. */
    private boolean told;

    /** Tells whether one more may wait; it must be given back then. */
    boolean take(int size) {
        int waiting = events.get();
        if (waiting > 0 && (waiting >= MOST || bytes.get() + size > MOST_BYTES)) {
            return false;
        }
        events.incrementAndGet();
        told &= 2 * bytes.addAndGet(size) > MOST_BYTES || 2 * waiting > MOST;
        return true;
    }

    void giveBack(int size) {
        events.decrementAndGet();
        bytes.addAndGet(-size);
    }

    /** One was dropped: tells whether that is news. */
    boolean isNews() {
        boolean news = !told;
        told = true;
        return news;
    }
}
