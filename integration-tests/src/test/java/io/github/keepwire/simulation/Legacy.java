// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static java.time.Duration.ZERO;

import io.github.keepwire.message.Outcome;
import io.github.keepwire.policy.Overflow;
import io.github.keepwire.stats.ClientStats;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What one life leaves to the next: all that the store holds, and nothing that was promised is missing from it. */
final class Legacy {
    private final World world;
    private final Map<String, Sent> restored = new HashMap<>();

    Legacy(World world) {
        this.world = world;
    }

    /** Sorts out what a life had open: the store has it, or it was delivered, or a policy has ended it and nobody was told. */
    void lifeEnds(Life life, Iterable<Sent> known) {
        Set<Integer> held = world.store.held();
        boolean calm = world.store.isCalm();
        restored.clear();
        for (Sent sent : known) {
            if (held.contains(sent.number)) {
                sent.restored(calm);
                restored.put(sent.id, sent);
            } else if (sent.isOpen()) {
                boolean gone =
                        sent.kind != Sent.Kind.ACKED || !sent.isTaken() || sent.arrivals > 0 || mayHaveEnded(sent);
                Sends.check(gone, "accepted, not delivered, and lost with the client: %s", sent);
                sent.untold = true;
            }
        }
        Sends.check(restored.size() == held.size(), "the store holds sends, each once: %s, %s", held, restored);
    }

    private boolean mayHaveEnded(Sent sent) {
        return sent.outlivedBy(ZERO, world.nanos())
                || (world.wallClockSet && sent.options.timeToLive().isPresent())
                || sent.options.maxAttempts().isPresent()
                || world.plan.overflowsBy(Overflow.DROP_OLDEST)
                || world.plan.overflowsBy(Overflow.DROP_NEWEST);
    }

    void lifeBegins(ClientStats.Ledger ledger) {
        Sends.check(ledger.restored() == restored.size(), "%s are restored: %s", restored.size(), ledger);
    }

    /** Whose outcome an event tells: one that was restored, and told for the first time. */
    Sent told(Outcome.Event event) {
        Sent sent = restored.remove(event.message().id());
        if (sent == null) {
            throw new AssertionError("an outcome of what was not restored, or a second one: " + event);
        }
        return sent;
    }
}
