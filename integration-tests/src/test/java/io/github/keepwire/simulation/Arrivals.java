// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What the server receives, held against what was sent: nothing invented, in order per lane, no more often than promised. */
final class Arrivals {
    /** What the way to the server may take, and a send that is due at the same instant. */
    private static final Duration JOURNEY = Duration.ofMillis(400);

    private final World world;
    private final Custody custody;
    private final Map<String, Sent> byId = new HashMap<>();
    private final Map<String, Integer> lastOfLane = new HashMap<>();

    Arrivals(World world, Custody custody) {
        this.custody = custody;
        this.world = world;
    }

    void expect(Sent sent) {
        Sends.check(byId.put(sent.id, sent) == null, "an id is used once: %s", sent);
    }

    Sent arrived(String id) {
        Sent sent = byId.get(id);
        if (sent == null) {
            throw new AssertionError("the server received what nobody sent: " + id);
        }
        Sends.check(!world.isAckKnown(sent), "not sent again when its ack is there: %s", sent);
        sent.arrivals++;
        sent.lastArrival = world.nanos();
        custody.arrived(sent);
        Sends.check(sent.isTaken(), "it was accepted before it arrived: %s", sent);
        isAllowed(sent);
        if (sent.arrivals == 1) {
            isInOrder(sent);
        }
        return sent;
    }

    private void isAllowed(Sent sent) {
        int most = sent.kind == Sent.Kind.ACKED ? sent.options.maxAttempts().orElse(Integer.MAX_VALUE >> 8) : 1;
        Sends.check(sent.arrivals <= most * (1 + sent.restores), "sent no more often than allowed: %s", sent);
        boolean known = world.knowsLifeOf(sent) && world.nanos() > world.lastLeap + JOURNEY.toNanos();
        Sends.check(!known || !sent.outlivedBy(JOURNEY, world.nanos()), "not sent after its time to live: %s", sent);
    }

    /** What ended, and was restored all the same, may come behind what was sent later. */
    private void isInOrder(Sent sent) {
        if (sent.mayBeBack) {
            return;
        }
        Integer before = lastOfLane.put(sent.lane(), sent.number);
        Sends.check(
                before == null || before < sent.number,
                "first arrivals of a lane are in order: %s came before %s",
                before,
                sent);
    }
}
