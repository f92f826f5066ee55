// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.policy.Overflow;
import java.time.Duration;

/**
 * Who goes first: the most urgent to the server, the oldest of the least urgent out of a full outbox.
 *
 * <p>What was restored is left out: listeners hear of its end, and may hear late.
 */
final class Precedence {
    /** What is accepted so long before a link was seen by the server is queued when the client has it. */
    private static final Duration MARGIN = Duration.ofMillis(400);

    private final World world;
    private int wantAcks;

    Precedence(World world) {
        this.world = world;
    }

    void offered(Sent sent) {
        wantAcks += sent.kind == Sent.Kind.ACKED ? 1 : 0;
    }

    /** Without a link nothing is on its way, and so everything may be made to go. */
    void evicted(Sent sent, Life teller, Iterable<Sent> open) {
        if (!world.plan.overflowsBy(Overflow.DROP_OLDEST) || teller.hasLink() || sent.restores > 0) {
            return;
        }
        for (Sent other : open) {
            int urgency = other.options.priority().compareTo(sent.options.priority());
            boolean ahead = urgency > 0 || (urgency == 0 && other.number < sent.number);
            Sends.check(!ahead || !isQueued(other), "%s was to go, and not %s", other, sent);
        }
    }

    /** As long as no more want acks than may be in flight, nothing waits but for a link. */
    void arrived(Sent sent, Iterable<Sent> open) {
        boolean seenLate = world.server.lastOpened() == world.lastLeap;
        if (seenLate || wantAcks > world.plan.outbox().maxInFlight()) {
            return;
        }
        long before = world.server.lastOpened() - MARGIN.toNanos();
        for (Sent other : open) {
            boolean ahead = other.options.priority().compareTo(sent.options.priority()) < 0;
            boolean waited = isQueued(other) && other.arrivals == 0 && other.acceptedAt < before;
            Sends.check(!ahead || !waited, "%s was to be sent before %s", other, sent);
        }
    }

    private static boolean isQueued(Sent sent) {
        return sent.isHeld() && sent.restores == 0 && sent.kind != Sent.Kind.VOLATILE;
    }
}
