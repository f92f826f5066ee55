// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static io.github.keepwire.Rig.statusOf;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Overflow;
import io.github.keepwire.policy.Priority;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.stats.ClientStats;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bounds of the outbox and what happens beyond them, through the front door. */
class RealtimeClientOutboxTest {
    private static final SendOptions QUEUED = SendOptions.queued();
    private static final SendOptions ACKED = SendOptions.acked(ofSeconds(10));

    @Test
    void aFullOutboxRefusesByDefault() {
        Rig rig = rig(Outbox.inMemory().maxMessages(2));
        rig.send("1", QUEUED);
        rig.send("2", QUEUED);
        Receipt third = rig.send("3", QUEUED);
        rig.run();

        assertThat(failureOf(third.accepted()).code()).isEqualTo(ErrorCode.OUTBOX_FULL);
        assertThat(failureOf(third.accepted()).retryable()).isTrue();
        rig.connected();
        assertThat(sent(rig)).containsExactly("1", "2");
    }

    @Test
    void theOldestMakesRoomIfThePolicySaysSo() {
        Rig rig = rig(Outbox.inMemory().maxMessages(2).whenFull(Overflow.DROP_OLDEST));
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            receipts.add(rig.send("" + i, QUEUED));
        }
        rig.connected();

        assertThat(receipts).extracting(Rig::statusOf).startsWith(evicted(), evicted(), evicted());
        assertThat(sent(rig)).containsExactly("4", "5");
    }

    @Test
    void theNewestEndsAsEvictedIfThePolicySaysSo() {
        Rig rig = rig(Outbox.inMemory().maxMessages(1).whenFull(Overflow.DROP_NEWEST));
        rig.send("1", QUEUED);
        Receipt second = rig.send("2", QUEUED);
        rig.connected();

        assertThat(second.accepted()).isCompleted();
        assertThat(statusOf(second)).isEqualTo(Outcome.Status.EVICTED);
        assertThat(sent(rig)).containsExactly("1");
    }

    @Test
    void waitersAreTakenAsTheServerAcknowledges() {
        Rig rig = rig(Outbox.inMemory().maxMessages(1).whenFull(Overflow.WAIT));
        rig.server.acking = false;
        rig.connected();
        rig.send("1", ACKED);
        Receipt second = rig.send("2", ACKED);
        Receipt third = rig.send("3", ACKED);
        rig.run();
        assertThat(rig.client.stats().outbox().waiters()).isEqualTo(2);
        assertThat(rig.ledger().waiting()).isEqualTo(2);

        rig.hear("ack|1|{}");

        assertThat(second.accepted()).isCompleted();
        assertThat(third.accepted()).isNotDone();
        rig.advance(ofSeconds(10));
        assertThat(failureOf(third.accepted()).code()).isEqualTo(ErrorCode.OUTBOX_FULL);
    }

    @Test
    void whoWaitsIsRefusedWhenTheClientIsClosed() {
        Rig rig = rig(Outbox.inMemory().maxMessages(1).whenFull(Overflow.WAIT));
        rig.send("1", QUEUED);
        Receipt second = rig.send("2", QUEUED);
        rig.run();

        rig.client.closeAsync(ZERO);
        rig.run();

        assertThat(failureOf(second.accepted()).code()).isEqualTo(ErrorCode.CLOSED);
    }

    @Test
    void anAlarmPassesAheadAndKeysDoNotWaitForOneAnother() {
        Rig rig = rig(Outbox.inMemory().maxInFlight(1));
        rig.server.acking = false;
        rig.send("1", ACKED.key("a"));
        rig.send("2", ACKED.key("a"));
        rig.send("3", QUEUED.key("b"));
        rig.send("alarm", ACKED.priority(Priority.HIGH));
        rig.connected();
        assertThat(sent(rig)).containsExactly("alarm", "3");

        rig.hear("ack|alarm|{}");
        rig.hear("ack|1|{}");

        assertThat(sent(rig)).containsExactly("alarm", "3", "1", "2");
    }

    @Test
    void theLastAttemptEndsInFailure() {
        Rig rig = rig(Outbox.inMemory());
        rig.server.acking = false;
        rig.connected();
        Receipt message = rig.send("1", ACKED.maxAttempts(2));
        rig.advance(ofSeconds(10));
        assertThat(statusOf(message)).isNull();

        rig.advance(ofSeconds(10));

        assertThat(sent(rig)).containsExactly("1", "1");
        assertThat(message.outcome().join().error().code()).isEqualTo(ErrorCode.UNACKNOWLEDGED);
    }

    @Test
    void statsTellWhatIsInTheOutbox() {
        Rig rig = rig(Outbox.inMemory());
        assertThat(rig.client.stats().outbox()).isEqualTo(new ClientStats.Outbox(0, 0, ZERO, 0));

        rig.send("1", QUEUED);
        rig.advance(ofSeconds(3));
        rig.send("22", QUEUED);
        rig.advance(ofSeconds(4));
        assertThat(rig.client.stats().outbox()).isEqualTo(new ClientStats.Outbox(2, 7, ofSeconds(7), 0));
        rig.connected();

        assertThat(rig.client.stats().outbox()).isEqualTo(new ClientStats.Outbox(0, 0, ZERO, 0));
    }

    /** 100 MB from a caller that never lets the loop run: what is refused is counted, and nothing of it is kept. */
    @Test
    void aFloodIsRefusedBeforeItFillsTheHeap() {
        Rig rig = rig(Outbox.inMemory());
        String large = "x".repeat(100_000);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            Receipt receipt = rig.client.send("flood", large);
            refused += receipt.accepted().isCompletedExceptionally() ? 1 : 0;
        }
        assertThat(rig.ledger().balances()).isTrue();
        assertThat(rig.ledger().offered()).isEqualTo(1000);
        assertThat(rig.ledger().refused()).isEqualTo(refused).isEqualTo(1000 - 167);
        assertThat(rig.ledger().waiting()).isEqualTo(167);

        rig.connected();

        assertThat(rig.ledger().ended()).isEqualTo(167);
    }

    private static Rig rig(Outbox outbox) {
        return new Rig(builder -> builder.outbox(outbox));
    }

    private static List<String> sent(Rig rig) {
        return rig.server.ids("note");
    }

    private static Outcome.Status evicted() {
        return Outcome.Status.EVICTED;
    }
}
