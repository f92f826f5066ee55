// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.time.Duration;

/**
 * How much is asked of one link.
 *
 * <pre>
 *   listeners keep up --> READING --listeners are behind--> PAUSED --for too long--> READING into the reserve
 *                            ^                                |                          |
 *                            +----------- room again ---------+--------------------------+
 * </pre>
 *
 * <p>While nothing is asked, a slow listener slows the peer, and the clocks that wait for the peer stand still. A peer must
 * not take the pause for death: so it is bounded, and the reserve takes over. Where the peer asks for a sign of life, its question
 * may wait behind more than one pause: so all of them together end in time for that. A sender's rate limit pauses as well.
 *
 * <p>Belongs to the loop.
 */
final class Intake {
    private final Link link;
    private final LinkHost host;
    private final Pulse pulse;
    private final Inbox inbox;
    private final Demand demand = new Demand();
    private boolean open;
    /** When a pause for the listeners' sake is over, whether they have caught up or not. */
    private long patienceEnds = Alarm.NEVER;

    private boolean usesReserve;
    /** When the peer's next question must be read, whatever waits before it. */
    private long questionDueAt = Alarm.NEVER;

    Intake(Link link, LinkHost host, Pulse pulse, Inbox inbox) {
        this.link = link;
        this.host = host;
        this.pulse = pulse;
        this.inbox = inbox;
    }

    /** The handshake is done. What arrives before must not wait for a slow listener. */
    void open() {
        open = true;
    }

    /** The peer has asked for a sign of life, or just begun to: its next question may stay unread so long. */
    void pauseAtMost(Duration atMost) {
        questionDueAt = Alarm.after(pulse.now(), atMost);
        patienceEnds = Alarm.NEVER;
        usesReserve = false;
    }

    void received(Frame frame) {
        demand.received(frame.byteCount());
    }

    long nextDue() {
        long heldUntil = host.inbound().heldUntil();
        return Math.min(patienceEnds, pulse.isPaused() ? Math.min(heldUntil, questionDueAt) : heldUntil);
    }

    boolean isDue(long nowNanos) {
        return isReached(patienceEnds, nowNanos)
                || isReached(host.inbound().heldUntil(), nowNanos)
                || (pulse.isPaused() && isReached(questionDueAt, nowNanos));
    }

    /** Asks for more, if more may come. */
    void renew() {
        // both look at their times, even if one would do: what is over must not stay due
        boolean held = isHeld();
        boolean behind = open && isBehind();
        if (behind || (open && held)) {
            if (demand.isNone() && !pulse.isPaused()) {
                pulse.pause();
                host.deliveries().holdAcks();
                host.channels().hold();
            }
            return;
        }
        demand.renew(link);
        if (pulse.isPaused()) {
            long nowNanos = pulse.now();
            pulse.resume(nowNanos);
            host.deliveries().awaitAcks(nowNanos);
            host.channels().resume(nowNanos);
        }
    }

    private boolean isHeld() {
        long heldUntil = host.inbound().heldUntil();
        if (heldUntil == Alarm.NEVER) {
            return false;
        }
        boolean over = isReached(heldUntil, pulse.now());
        if (over) {
            host.inbound().release();
        }
        return !over && !isReached(questionDueAt, pulse.now());
    }

    private boolean isBehind() {
        if (!host.audience().isBehind()) {
            usesReserve = false;
            patienceEnds = Alarm.NEVER;
            return false;
        }
        if (usesReserve) {
            return false;
        }
        long nowNanos = pulse.now();
        if (patienceEnds == Alarm.NEVER) {
            patienceEnds = Math.min(Alarm.after(nowNanos, inbox.pauseAtMost()), questionDueAt);
        }
        if (isReached(patienceEnds, nowNanos)) {
            patienceEnds = Alarm.NEVER;
            usesReserve = true;
        }
        return !usesReserve;
    }

    private static boolean isReached(long at, long nowNanos) {
        return at != Alarm.NEVER && nowNanos - at >= 0;
    }
}
