// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.channel;

import io.github.keepwire.internal.loop.Alarm;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The channels and rooms that wait for an answer of the server. All wait equally long: the first is the first that is overdue.
 * Belongs to the loop.
 */
final class Awaited {
    private final Set<Wish> wishes = new LinkedHashSet<>();
    /** Whether no answer can be heard, so that the waits stand still. */
    private boolean held;

    void add(Wish wish, long nowNanos) {
        wish.dueAt = Alarm.after(nowNanos, Channels.CONFIRM_WITHIN);
        wishes.add(wish);
    }

    void remove(Wish wish) {
        wishes.remove(wish);
    }

    /** Nobody will answer any more. */
    void clear() {
        held = false;
        wishes.clear();
    }

    /** Those that have waited too long. */
    List<Wish> due(long nowNanos) {
        List<Wish> due = new ArrayList<>();
        for (Wish wish : wishes) {
            if (held || nowNanos - wish.dueAt < 0) {
                return due;
            }
            due.add(wish);
        }
        return due;
    }

    void hold() {
        held = true;
    }

    /** The waits begin anew. */
    void resume(long nowNanos) {
        held = false;
        wishes.forEach(wish -> wish.dueAt = Alarm.after(nowNanos, Channels.CONFIRM_WITHIN));
    }

    /** When the first is overdue, or {@link Alarm#NEVER}. */
    long nextDue() {
        return held || wishes.isEmpty() ? Alarm.NEVER : wishes.iterator().next().dueAt;
    }
}
