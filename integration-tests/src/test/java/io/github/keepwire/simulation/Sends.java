// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.Room;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.SendOptions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;

/** Every send of a schedule and what its receipt said, held against the client's statistics and the policies. */
final class Sends {
    private final World world;
    private final Ends ends;
    private final Deadlines deadlines;
    private final Bounds bounds;
    private final Arrivals arrivals;
    private final Custody custody;
    private final Precedence precedence;
    private final Legacy legacy;
    private final List<Sent> all = new ArrayList<>();
    /** Those that may still change. */
    private final Set<Sent> open = new LinkedHashSet<>();

    Sends(World world) {
        this.world = world;
        this.ends = new Ends(world);
        this.deadlines = new Deadlines(world);
        this.bounds = new Bounds(world.plan.outbox());
        this.precedence = new Precedence(world);
        this.custody = new Custody(world);
        this.legacy = new Legacy(world);
        this.arrivals = new Arrivals(world, custody);
        world.server.onOrder(id -> world.verdict.check(() -> arrived(id)));
    }

    void send(Life life, SendOptions options) {
        boolean intoRoom = world.random.nextInt(5) == 0;
        Room room = life.guests.any(all.size());
        SendOptions keyed = intoRoom && options.key().isEmpty() ? options.key(room.id()) : options;
        Sent sent = new Sent(all.size() + 1, keyed, life, world.random.nextInt(60));
        all.add(sent);
        open.add(sent);
        life.books.offered++;
        Receipt receipt = intoRoom
                ? room.send("order", sent.payload(), options)
                : life.client.send("order", sent.payload(), options);
        sent.id = receipt.id();
        arrivals.expect(sent);
        precedence.offered(sent);
        receipt.accepted().whenComplete((nothing, error) -> {
            if (error == null) {
                accepted(sent);
            } else {
                world.verdict.check(() -> refused(sent, codeOf(error)));
            }
        });
        receipt.outcome().whenComplete((outcome, error) -> {
            sent.completions++;
            if (error == null) {
                ended(sent, outcome);
            } else if (sent.accepted) {
                world.verdict.check(() -> ends.left(sent));
            }
        });
    }

    private void arrived(String id) {
        Sent sent = arrivals.arrived(id);
        if (sent.arrivals == 1) {
            precedence.arrived(sent, open);
        }
    }

    private void accepted(Sent sent) {
        sent.accepted = true;
        sent.acceptedAt = world.nanos();
        world.verdict.check(() -> custody.accepted(sent));
        sent.life.books.accepted++;
    }

    private void refused(Sent sent, ErrorCode code) {
        sent.refusal = code;
        sent.life.books.refused++;
        open.remove(sent);
        world.note("send " + sent.number + " is refused: " + code);
        ends.refused(sent, code);
    }

    private void ended(Sent sent, Outcome outcome) {
        world.verdict.check(() -> check(sent.accepted, "it ends after it was accepted: %s", sent));
        ended(sent, outcome, sent.life);
    }

    private void ended(Sent sent, Outcome outcome, Life teller) {
        world.verdict.check(() -> ends.ended(sent, outcome, teller));
        sent.outcome = outcome.status();
        teller.books.ended++;
        open.remove(sent);
        if (sent.outcome == Outcome.Status.EVICTED) {
            world.verdict.check(() -> precedence.evicted(sent, teller, open));
        }
    }

    /** The outcome of what an earlier life accepted. */
    void told(Outcome.Event event, Life teller) {
        world.verdict.check(() -> ended(legacy.told(event), event.outcome(), teller));
    }

    /** Nothing of this life will be heard any more: what the store has of it is open, and nothing else. */
    void lifeEnds(Life life) {
        legacy.lifeEnds(life, all);
        open.clear();
        all.stream().filter(Sent::isHeld).forEach(open::add);
    }

    void lifeBegins(Life life) {
        life.books.restored = open.size();
        legacy.lifeBegins(life.client.stats().ledger());
    }

    private static ErrorCode codeOf(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof KeepwireException known) {
            return known.code();
        }
        throw new AssertionError("a receipt failed with something foreign", error);
    }

    /** Between two steps, with nothing under way between loop and application. */
    void check(Life life) {
        custody.check(life, open);
        if (!life.isOver()) {
            deadlines.check(life, open);
            bounds.check(life, open);
        }
    }

    /** Cheaper than an assertion's description, which is made whether it is needed or not. */
    static void check(boolean holds, String law, Object... details) {
        if (!holds) {
            throw new AssertionError(String.format(law, details));
        }
    }

    /** After the server was well for long enough, nothing is open, and every acked message is where it should be. */
    void allDelivered() {
        check(open.isEmpty(), "nothing is open in the end: %s", open);
        check(world.store.held().isEmpty(), "the store is empty in the end: %s", world.store.held());
        for (Sent sent : all) {
            if (sent.isTaken() && ends.mustArrive(sent)) {
                check(sent.arrivals > 0, "delivered in the end: %s", sent);
                check(sent.untold || sent.outcome == Outcome.Status.ACKED, "acked in the end: %s", sent);
            }
        }
    }

    /** After the client was closed, no receipt is open. */
    void allSettled() {
        for (Sent sent : all) {
            boolean died = sent.life.process.isDead();
            check(
                    sent.completions == 1 || (died && sent.completions == 0),
                    "one outcome after close, and not %s: %s",
                    sent.completions,
                    sent);
        }
    }

    Map<Outcome.Status, Integer> counts() {
        Map<Outcome.Status, Integer> counts = new EnumMap<>(Outcome.Status.class);
        for (Sent sent : all) {
            if (sent.outcome != null) {
                counts.merge(sent.outcome, 1, Integer::sum);
            }
        }
        return counts;
    }
}
