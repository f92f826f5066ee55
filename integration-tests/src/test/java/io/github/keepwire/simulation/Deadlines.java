// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.policy.Overflow;
import java.time.Duration;

/** What must have happened by now: a wake-up that is lost is seen here, long before another one does its work. */
final class Deadlines {
    private static final Duration MARGIN = Duration.ofMillis(10);
    /** What a transmission takes there and back, and a link that is just open. */
    private static final Duration RESEND_MARGIN = Duration.ofSeconds(1);

    private final World world;
    /** Until when more wanted an ack than may be in flight, so that some had to wait. */
    private long crowdedUntil;

    Deadlines(World world) {
        this.world = world;
    }

    /** Between two steps, with nothing under way between loop and application. */
    void check(Life life, Iterable<Sent> open, long openAcked) {
        if (openAcked > world.plan.outbox().maxInFlight()) {
            crowdedUntil = world.nanos();
        }
        for (Sent sent : open) {
            if (!sent.accepted) {
                isDecided(sent);
            } else {
                isAlive(sent, life);
                if (life.isOpen() && sent.kind == Sent.Kind.ACKED) {
                    isSentAgain(sent, life);
                }
            }
        }
    }

    private void isDecided(Sent sent) {
        boolean waits = world.plan.overflowsBy(Overflow.WAIT)
                && elapsed(sent.sentAt)
                        <= world.plan.outbox().waitAtMost().plus(MARGIN).toNanos();
        Sends.check(waits, "accepted or refused in time: %s", sent);
    }

    /** What is on its way to the socket cannot be called back. */
    private void isAlive(Sent sent, Life life) {
        boolean withdrawable = sent.kind == Sent.Kind.ACKED || !life.hasLink();
        Sends.check(!withdrawable || !sent.outlivedBy(MARGIN, world.nanos()), "ended when its time was over: %s", sent);
    }

    private void isSentAgain(Sent sent, Life life) {
        long known = Math.max(Math.max(sent.lastArrival, sent.sentAt), crowdedUntil);
        long since = Math.max(known, Math.max(life.openedAt(), world.lastLeap));
        Duration wait = sent.options.ackTimeout().orElseThrow().plus(RESEND_MARGIN);
        Sends.check(
                elapsed(since) <= wait.toNanos() || !world.server.isConnected(),
                "sent again when no ack came: %s",
                sent);
    }

    private long elapsed(long since) {
        return world.nanos() - since;
    }
}
