// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.internal.loop.Alarm;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** When something must be done about which message. Belongs to the loop. */
final class Agenda {
    private final TreeSet<Outgoing> due =
            new TreeSet<>(Comparator.<Outgoing>comparingLong(o -> o.dueAt).thenComparingLong(o -> o.sequence));

    void set(Outgoing outgoing, long at) {
        due.remove(outgoing);
        outgoing.dueAt = at;
        if (at != Alarm.NEVER) {
            due.add(outgoing);
        }
    }

    void remove(Outgoing outgoing) {
        due.remove(outgoing);
    }

    /** The next message that is due by a time, or null. */
    @Nullable
    Outgoing firstDue(long nowNanos) {
        return !due.isEmpty() && nowNanos - due.first().dueAt >= 0 ? due.first() : null;
    }

    /** When the next one is due, or {@link Alarm#NEVER}. */
    long next() {
        return due.isEmpty() ? Alarm.NEVER : due.first().dueAt;
    }
}
