// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.stats.Ledger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every send of a schedule and what its receipt said, held against the client's ledger and the server's account. */
final class Sends {
    /** What was promised. */
    enum Kind {
        VOLATILE,
        QUEUED,
        ACKED
    }

    private static final class Sent {
        final String id;
        final Kind kind;
        boolean accepted;
        Outcome.@Nullable Status outcome;
        int completions;

        Sent(String id, Kind kind) {
            this.id = id;
            this.kind = kind;
        }
    }

    private final List<Sent> all = new ArrayList<>();
    private final Verdict verdict;
    private int accepted;
    private int refused;
    private int ended;

    Sends(Verdict verdict) {
        this.verdict = verdict;
    }

    void add(Receipt receipt, Kind kind) {
        Sent sent = new Sent(receipt.id(), kind);
        all.add(sent);
        receipt.accepted().whenComplete((nothing, error) -> {
            sent.accepted = error == null;
            accepted += error == null ? 1 : 0;
            refused += error == null ? 0 : 1;
        });
        receipt.outcome().whenComplete((outcome, error) -> {
            if (error == null) {
                verdict.check(() -> assertThat(sent.accepted)
                        .as("%s ends after it was accepted", sent.id)
                        .isTrue());
                sent.outcome = outcome.status();
                ended++;
            }
            sent.completions++;
        });
    }

    /** With nothing under way between loop and application, both must tell the same. */
    void agreeWith(Ledger ledger) {
        check(ledger.balances(), "both sums hold: %s", ledger);
        check(ledger.offered() == all.size(), "%s sends were offered: %s", all.size(), ledger);
        check(ledger.accepted() == accepted, "%s sends were accepted: %s", accepted, ledger);
        check(ledger.refused() == refused, "%s sends were refused: %s", refused, ledger);
        check(ledger.ended() == ended, "%s sends have ended: %s", ended, ledger);
    }

    /** What the server may have received, by what was promised. */
    void agreeWith(ModelServer server) {
        List<String> lasting = new ArrayList<>();
        List<String> passing = new ArrayList<>();
        for (Sent sent : all) {
            boolean arrived = server.hasReceived(sent.id);
            if (arrived) {
                check(sent.accepted, "%s was accepted before it arrived", sent.id);
                (sent.kind == Kind.VOLATILE ? passing : lasting).add(sent.id);
            }
            check(arrived || sent.outcome != Outcome.Status.ACKED, "%s was acked, so it arrived", sent.id);
            check(
                    sent.kind == Kind.ACKED || !server.duplicates().contains(sent.id),
                    "only acked messages may arrive twice: %s",
                    sent.id);
        }
        inOrder(server, lasting);
        inOrder(server, passing);
    }

    /** Messages of one kind keep their order; what is worth nothing later does not wait for what is acknowledged slowly. */
    private static void inOrder(ModelServer server, List<String> sent) {
        List<String> arrived = new ArrayList<>(server.firstArrivals());
        arrived.retainAll(new HashSet<>(sent));
        assertThat(arrived).as("first arrivals, in the order of the sends").containsExactlyElementsOf(sent);
    }

    /** Cheaper than an assertion's description, which is made whether it is needed or not. */
    private static void check(boolean holds, String law, Object... details) {
        if (!holds) {
            throw new AssertionError(String.format(law, details));
        }
    }

    /** After the server was well for long enough, every acked message is acknowledged. */
    void allDelivered() {
        for (Sent sent : all) {
            if (sent.accepted && sent.kind == Kind.ACKED) {
                assertThat(sent.outcome).as("outcome of %s in the end", sent.id).isEqualTo(Outcome.Status.ACKED);
            }
        }
    }

    /** After the client was closed, no receipt is open. */
    void allSettled() {
        for (Sent sent : all) {
            assertThat(sent.completions)
                    .as("outcomes of %s after close", sent.id)
                    .isEqualTo(1);
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
