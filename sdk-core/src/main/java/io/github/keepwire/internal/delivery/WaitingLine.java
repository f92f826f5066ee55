// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.internal.loop.Alarm;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for room, first come first served; each for the same time at most, so that the first is also the first
 * whose time is over. Bounded like the outbox, in messages and in bytes. Belongs to the loop.
 */
final class WaitingLine {
    private final int maxWaiters;
    private final long maxBytes;
    private final Duration atMost;
    private final ArrayDeque<Outgoing> line = new ArrayDeque<>();
    private long bytes;

    WaitingLine(int maxWaiters, long maxBytes, Duration atMost) {
        this.maxWaiters = maxWaiters;
        this.maxBytes = maxBytes;
        this.atMost = atMost;
    }

    boolean hasPlace(long wantedBytes) {
        return line.size() < maxWaiters && bytes + wantedBytes <= maxBytes;
    }

    void add(Outgoing outgoing, long nowNanos) {
        outgoing.dueAt = Alarm.after(nowNanos, atMost);
        line.add(outgoing);
        bytes += outgoing.bytes();
    }

    void remove(Outgoing outgoing) {
        if (line.remove(outgoing)) {
            bytes -= outgoing.bytes();
        }
    }

    /** Who is next, or null if nobody waits. */
    @Nullable
    Outgoing first() {
        return line.peek();
    }

    /** Whose time is over, or null. */
    @Nullable
    Outgoing firstOverdue(long nowNanos) {
        Outgoing first = line.peek();
        return first != null && nowNanos - first.dueAt >= 0 ? first : null;
    }

    /** When the time of the first one is over, or {@link Alarm#NEVER}. */
    long nextDue() {
        Outgoing first = line.peek();
        return first == null ? Alarm.NEVER : first.dueAt;
    }

    boolean isEmpty() {
        return line.isEmpty();
    }

    int size() {
        return line.size();
    }

    /** All who wait as of now. */
    List<Outgoing> all() {
        return new ArrayList<>(line);
    }

    Duration atMost() {
        return atMost;
    }
}
