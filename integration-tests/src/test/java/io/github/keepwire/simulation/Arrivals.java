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

    void arrived(String id) {
        Sent sent = byId.get(id);
        if (sent == null) {
            throw new AssertionError("the server received what nobody sent: " + id);
        }
        sent.arrivals++;
        sent.lastArrival = world.nanos();
        custody.arrived(sent);
        Sends.check(sent.accepted, "it was accepted before it arrived: %s", sent);
        Sends.check(
                sent.kind == Sent.Kind.ACKED || sent.arrivals == 1, "only acked messages may arrive twice: %s", sent);
        sent.options
                .maxAttempts()
                .ifPresent(most -> Sends.check(sent.arrivals <= most, "sent no more often than allowed: %s", sent));
        boolean late = sent.outlivedBy(JOURNEY, world.nanos()) && world.nanos() > world.lastLeap + JOURNEY.toNanos();
        Sends.check(!late, "not sent after its time to live: %s", sent);
        if (sent.arrivals == 1) {
            Integer before = lastOfLane.put(sent.lane(), sent.number);
            Sends.check(
                    before == null || before < sent.number,
                    "first arrivals of a lane are in order: %s came before %s",
                    before,
                    sent);
        }
    }
}
