// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.internal.channel.Channels;
import io.github.keepwire.internal.delivery.SendDesk;
import io.github.keepwire.internal.loop.Alarm;
import org.jspecify.annotations.Nullable;

/**
 * When a connection must be looked at again, though nothing happens: sets its one alarm for the earliest of all that is due.
 *
 * <p>Belongs to the loop.
 */
final class Deadlines {
    private final Alarm alarm;
    private final SendDesk sends;
    private final Channels channels;
    private final Comeback comeback;

    Deadlines(Alarm alarm, SendDesk sends, Channels channels, Comeback comeback) {
        this.alarm = alarm;
        this.sends = sends;
        this.channels = channels;
        this.comeback = comeback;
    }

    /** Something was done: what is due may have changed. */
    void set(SessionState now, @Nullable LinkLife life, Credentials credentials) {
        alarm.ringBy(sends.nextDue());
        alarm.ringBy(channels.nextDue());
        alarm.ringBy(comebackDue(now.phase(), life));
        if (life != null) {
            alarm.ringBy(life.nextDue());
            alarm.ringBy(now.phase() == Phase.OPEN ? credentials.nextDue(life) : Alarm.NEVER);
        }
    }

    /** A return to the first address waits until all is written, and whoever tells of that looks again. */
    private long comebackDue(Phase phase, @Nullable LinkLife life) {
        boolean putOff = phase == Phase.OPEN && life != null && life.isWriting();
        return putOff ? Alarm.NEVER : comeback.nextDue(phase);
    }

    /** A drain is under way, which may take until then. */
    void drainBy(long nanos) {
        alarm.ringBy(nanos);
    }

    /** The link is gone, and with it what was due. */
    void unset() {
        alarm.unset();
    }

    /** Nothing is due any more. */
    void stop() {
        alarm.stop();
    }
}
