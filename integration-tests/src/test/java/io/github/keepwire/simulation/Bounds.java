// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Overflow;
import io.github.keepwire.stats.ClientStats;
import java.util.Collection;
import java.util.List;

/** What the outbox says it holds, recounted from the receipts, and within its bounds. */
final class Bounds {
    private final Outbox bounds;

    Bounds(Outbox bounds) {
        this.bounds = bounds;
    }

    void check(Life life, Collection<Sent> open) {
        ClientStats.Outbox now = life.client.stats().outbox();
        // what was restored may be more, where the store did not let go of what has ended
        boolean within = now.messages() <= bounds.maxMessages() && now.bytes() <= bounds.maxBytes();
        Sends.check(within || now.messages() <= life.books.restored, "the bounds hold: %s, %s", now, bounds);
        int maxWaiters = bounds.whenFull() == Overflow.WAIT ? bounds.maxWaiters() : 0;
        Sends.check(now.waiters() <= maxWaiters, "the bound on waiters holds: %s, %s", now, bounds);
        if (life.hasToldAll()) {
            isRecounted(now, open);
            window(life, open);
        }
    }

    private void window(Life life, Collection<Sent> open) {
        long unacked = open.stream()
                .filter(sent -> sent.isHeld() && sent.kind != Sent.Kind.ACKED)
                .count();
        long inFlight = life.client.stats().ledger().inFlight();
        Sends.check(inFlight <= bounds.maxInFlight() + unacked, "the window holds: %s in flight, %s", inFlight, bounds);
    }

    private void isRecounted(ClientStats.Outbox now, Collection<Sent> open) {
        List<Sent> held = open.stream().filter(Sent::isHeld).toList();
        Sends.check(now.messages() == held.size(), "%s messages are held: %s", held.size(), now);
        long bytes = held.stream().mapToLong(Sent::payloadBytes).sum();
        Sends.check(now.bytes() == bytes, "%s bytes are held: %s", bytes, now);
        int waiters = open.size() - held.size();
        Sends.check(now.waiters() == waiters, "%s sends wait for room: %s", waiters, now);
        open.stream().filter(sent -> !sent.isTaken()).findFirst().ifPresent(first -> {
            boolean room =
                    now.messages() < bounds.maxMessages() && now.bytes() + first.payloadBytes() <= bounds.maxBytes();
            Sends.check(!room, "nobody waits while there is room: %s, %s", first, now);
        });
    }
}
