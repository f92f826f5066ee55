// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.Overflow;
import java.time.Duration;
import java.util.Collection;

/** What must have happened by now: a wake-up that is lost is seen here, long before another one does its work. */
final class Deadlines {
    private static final Duration MARGIN = Duration.ofMillis(10);
    /** What a transmission takes there and back, and a link that is just open. */
    private static final Duration RESEND_MARGIN = Duration.ofSeconds(1);

    private static final Duration JOURNEY = Duration.ofMillis(400);
    private static final Duration LONGEST_SILENCE = Heartbeat.DEFAULT_INTERVAL.plus(RESEND_MARGIN);

    private final World world;
    /** Until when more wanted an ack than may be in flight, so that some had to wait, or none could be heard. */
    private long crowdedUntil;

    Deadlines(World world) {
        this.world = world;
    }

    /** Between two steps, with nothing under way between loop and application. */
    void check(Life life, Collection<Sent> open) {
        long openAcked = open.stream()
                .filter(sent -> sent.kind == Sent.Kind.ACKED && sent.isTaken())
                .count();
        boolean deaf = world.plan.listenersPauseReading() && life.callbacks.lag();
        if (openAcked > world.plan.outbox().maxInFlight() || deaf) {
            crowdedUntil = world.nanos();
        }
        if (life.isOpen()) {
            beats();
        }
        for (Sent sent : open) {
            if (sent.restores > 0 && !life.tellsOfRestored()) {
                continue;
            }
            if (!sent.isTaken()) {
                isDecided(sent);
            } else {
                isAlive(sent, life);
                if (sent.kind == Sent.Kind.VOLATILE) {
                    isOnItsWay(sent, life);
                }
                if (life.isOpen() && sent.kind == Sent.Kind.ACKED) {
                    isSentAgain(sent);
                }
            }
        }
    }

    /** However slow the listeners are, and whether anything is read or not. */
    private void beats() {
        long last = Math.max(world.server.lastOpened(), Math.max(world.server.lastHeartbeat(), world.lastLeap));
        Sends.check(
                elapsed(last) <= LONGEST_SILENCE.toNanos() || !world.server.isConnected(),
                "the heart beats; last %s ns ago",
                elapsed(last));
    }

    private void isDecided(Sent sent) {
        boolean waits = world.plan.overflowsBy(Overflow.WAIT)
                && elapsed(sent.sentAt)
                        <= world.plan.outbox().waitAtMost().plus(MARGIN).toNanos();
        Sends.check(waits, "accepted or refused in time: %s", sent);
    }

    /** What is on its way to the socket cannot be called back. */
    private void isAlive(Sent sent, Life life) {
        boolean withdrawable = world.knowsLifeOf(sent) && (sent.kind == Sent.Kind.ACKED || !life.hasLink());
        Sends.check(!withdrawable || !sent.outlivedBy(MARGIN, world.nanos()), "ended when its time was over: %s", sent);
    }

    /** It gains nothing by waiting, be it for a link or behind others. */
    private void isOnItsWay(Sent sent, Life life) {
        long since = Math.max(sent.sentAt, world.lastLeap);
        boolean travels = elapsed(since) <= JOURNEY.toNanos() || !world.server.isConnected();
        Sends.check(life.hasLink() && travels, "dropped or written at once: %s", sent);
    }

    private void isSentAgain(Sent sent) {
        long known = Math.max(Math.max(sent.lastArrival, sent.sentAt), crowdedUntil);
        long since = Math.max(known, Math.max(world.server.lastOpened(), world.lastLeap));
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
