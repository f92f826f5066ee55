// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Priority;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The queued messages of one priority and key, in the order they were sent: what is sent again is older than what was never
 * sent, and so goes ahead of it.
 *
 * <p>Volatile messages have lanes of their own, since they gain nothing by waiting behind others.
 */
final class Lane {
    /**
     * What the messages of a lane have in common.
     *
     * @param priority their priority
     * @param key their key
     * @param isVolatile whether they are dropped rather than held
     */
    record Key(Priority priority, String key, boolean isVolatile) {}

    static final Comparator<Outgoing> BY_AGE = Comparator.comparingLong(outgoing -> outgoing.sequence);

    final Key key;
    /** Until when its head may not go, or {@link Alarm#NEVER} if nothing is known against it. */
    long heldUntil = Alarm.NEVER;
    /** Whether its head waits for something to happen; and for news of what, or null for any. */
    boolean isParked;

    @Nullable
    Scope parkedUntil;

    private final TreeSet<Outgoing> messages = new TreeSet<>(BY_AGE);

    Lane(Key key) {
        this.key = key;
    }

    void add(Outgoing outgoing) {
        messages.add(outgoing);
    }

    void remove(Outgoing outgoing) {
        messages.remove(outgoing);
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    boolean isHeld() {
        return heldUntil != Alarm.NEVER;
    }

    /** The oldest message; there must be one. */
    Outgoing head() {
        return messages.first();
    }

    @Nullable
    Outgoing headOrNull() {
        return messages.isEmpty() ? null : messages.first();
    }
}
