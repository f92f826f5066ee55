// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Overflow;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.stats.ClientStats;
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
    private final Arrivals arrivals;
    private final Custody custody;
    private final List<Sent> all = new ArrayList<>();
    /** Those that may still change. */
    private final Set<Sent> open = new LinkedHashSet<>();

    Sends(World world) {
        this.world = world;
        this.ends = new Ends(world);
        this.deadlines = new Deadlines(world);
        this.custody = new Custody(world);
        this.arrivals = new Arrivals(world, custody);
        world.server.onOrder(id -> world.verdict.check(() -> arrivals.arrived(id)));
    }

    void send(Life life, SendOptions options) {
        Sent sent = new Sent(all.size() + 1, options, life, world.random.nextInt(60));
        all.add(sent);
        open.add(sent);
        life.books.offered++;
        Receipt receipt = life.client.send("order", sent.payload(), options);
        sent.id = receipt.id();
        arrivals.expect(sent);
        receipt.accepted().whenComplete((nothing, error) -> {
            if (error == null) {
                accepted(sent);
            } else {
                refused(sent, codeOf(error));
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

    private void accepted(Sent sent) {
        sent.accepted = true;
        world.verdict.check(() -> custody.accepted(sent));
        sent.life.books.accepted++;
    }

    private void refused(Sent sent, ErrorCode code) {
        sent.refusal = code;
        sent.life.books.refused++;
        open.remove(sent);
        world.note("send " + sent.number + " is refused: " + code);
        world.verdict.check(() -> ends.refused(sent, code));
    }

    private void ended(Sent sent, Outcome outcome) {
        world.verdict.check(() -> {
            check(sent.accepted, "it ends after it was accepted: %s", sent);
            ends.ended(sent, outcome, sent.life);
        });
        sent.outcome = outcome.status();
        sent.life.books.ended++;
        open.remove(sent);
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
            isBounded(life.client.stats().outbox());
        }
    }

    private void isBounded(ClientStats.Outbox now) {
        Outbox bounds = world.plan.outbox();
        check(now.messages() <= bounds.maxMessages(), "the bound on messages holds: %s, %s", now, bounds);
        check(now.bytes() <= bounds.maxBytes(), "the bound on bytes holds: %s, %s", now, bounds);
        int maxWaiters = bounds.whenFull() == Overflow.WAIT ? bounds.maxWaiters() : 0;
        check(now.waiters() <= maxWaiters, "the bound on waiters holds: %s, %s", now, bounds);
        long held = open.stream().filter(Sent::isHeld).count();
        check(now.messages() == held, "%s messages are held: %s", held, now);
        long bytes =
                open.stream().filter(Sent::isHeld).mapToLong(Sent::payloadBytes).sum();
        check(now.bytes() == bytes, "%s bytes are held: %s", bytes, now);
        check(now.waiters() == open.size() - held, "%s sends wait for room: %s", open.size() - held, now);
        open.stream().filter(sent -> !sent.accepted).findFirst().ifPresent(first -> {
            boolean room =
                    now.messages() < bounds.maxMessages() && now.bytes() + first.payloadBytes() <= bounds.maxBytes();
            check(!room, "nobody waits while there is room: %s, %s", first, now);
        });
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
            if (sent.accepted && ends.mustArrive(sent)) {
                assertThat(sent.outcome).as("outcome of %s in the end", sent).isEqualTo(Outcome.Status.ACKED);
            }
        }
    }

    /** After the client was closed, no receipt is open. */
    void allSettled() {
        for (Sent sent : all) {
            check(sent.completions == 1, "one outcome after close, and not %s: %s", sent.completions, sent);
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
