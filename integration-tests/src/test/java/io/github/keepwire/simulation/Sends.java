// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.stats.Ledger;
import java.util.ArrayList;
import java.util.EnumMap;
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
        boolean refused;
        Outcome.@Nullable Status outcome;
        int completions;

        Sent(String id, Kind kind) {
            this.id = id;
            this.kind = kind;
        }
    }

    private final List<Sent> all = new ArrayList<>();
    private final Verdict verdict;

    Sends(Verdict verdict) {
        this.verdict = verdict;
    }

    void add(Receipt receipt, Kind kind) {
        Sent sent = new Sent(receipt.id(), kind);
        all.add(sent);
        receipt.accepted().whenComplete((nothing, error) -> {
            sent.accepted = error == null;
            sent.refused = error != null;
        });
        receipt.outcome().whenComplete((outcome, error) -> {
            if (error == null) {
                verdict.check(() -> assertThat(sent.accepted)
                        .as("%s ends after it was accepted", sent.id)
                        .isTrue());
                sent.outcome = outcome.status();
            }
            sent.completions++;
        });
    }

    /** With nothing under way between loop and application, both must tell the same. */
    void agreeWith(Ledger ledger) {
        assertThat(ledger.balances()).as("both sums hold: %s", ledger).isTrue();
        assertThat(ledger.offered()).as("offered").isEqualTo(all.size());
        assertThat(ledger.accepted()).as("accepted").isEqualTo(all.stream().filter(s -> s.accepted).count());
        assertThat(ledger.refused()).as("refused").isEqualTo(all.stream().filter(s -> s.refused).count());
        assertThat(ledger.ended()).as("ended").isEqualTo(ended());
    }

    /** What the server may have received, by what was promised. */
    void agreeWith(ModelServer server) {
        List<String> arrivals = server.firstArrivals();
        List<String> expectedOrder = new ArrayList<>();
        for (Sent sent : all) {
            if (arrivals.contains(sent.id)) {
                assertThat(sent.accepted).as("%s was accepted before it arrived", sent.id).isTrue();
                expectedOrder.add(sent.id);
            }
            boolean arrived = arrivals.contains(sent.id);
            if (sent.outcome == Outcome.Status.ACKED || sent.outcome == Outcome.Status.SENT) {
                assertThat(sent.outcome == Outcome.Status.SENT || arrived).as("%s was acked, so it arrived", sent.id).isTrue();
            }
            if (sent.kind != Kind.ACKED) {
                assertThat(server.duplicates()).as("only acked messages may arrive twice").doesNotContain(sent.id);
            }
        }
        assertThat(arrivals).as("first arrivals, in the order of the sends").containsExactlyElementsOf(expectedOrder);
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
            assertThat(sent.completions).as("outcomes of %s after close", sent.id).isEqualTo(1);
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

    private long ended() {
        return all.stream().filter(s -> s.outcome != null).count();
    }
}
