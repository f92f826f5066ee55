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
import io.github.keepwire.policy.SendOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Messages that the application takes back, wherever they are. */
class RealtimeClientRecallTest {
    private static final SendOptions QUEUED = SendOptions.queued();
    private static final SendOptions ACKED = SendOptions.acked(ofSeconds(10));

    private final ScriptedStore store = new ScriptedStore();

    @Test
    void aQueuedMessageNeverGoesOut() {
        Rig rig = new Rig();
        Receipt first = rig.send("1", QUEUED);
        rig.send("2", QUEUED);

        assertThat(cancel(rig, "1")).isTrue();
        rig.connected();

        assertThat(statusOf(first)).isEqualTo(Outcome.Status.CANCELLED);
        assertThat(first.outcome().join().error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(rig.server.ids("note")).containsExactly("2");
    }

    @Test
    void whatAwaitsItsAckEndsAndIsNotSentAgain() {
        Rig rig = new Rig().connected();
        rig.server.acking = false;
        Receipt receipt = rig.send("1", ACKED);
        rig.run();

        assertThat(cancel(rig, "1")).isTrue();
        rig.hear("ack|1|{}");
        rig.advance(ofSeconds(30));

        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.CANCELLED);
        assertThat(rig.server.ids("note")).containsExactly("1");
        assertThat(rig.ledger().inFlight()).isZero();
    }

    @Test
    void whatHasEndedOrNeverWasCannotBeTakenBack() {
        Rig rig = new Rig().connected();
        Receipt receipt = rig.send("1", QUEUED);
        rig.run();

        assertThat(cancel(rig, "1")).isFalse();
        assertThat(cancel(rig, "unknown")).isFalse();
        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void theRoomGoesToThoseWhoWait() {
        Rig rig = new Rig(
                builder -> builder.outbox(Outbox.inMemory().maxMessages(1).whenFull(Overflow.WAIT)));
        rig.send("1", QUEUED);
        Receipt second = rig.send("2", QUEUED);

        assertThat(cancel(rig, "1")).isTrue();

        assertThat(second.accepted()).isCompleted();
    }

    @Test
    void whoWaitsForRoomIsRefused() {
        Rig rig = new Rig(
                builder -> builder.outbox(Outbox.inMemory().maxMessages(1).whenFull(Overflow.WAIT)));
        rig.send("1", QUEUED);
        Receipt second = rig.send("2", QUEUED);

        assertThat(cancel(rig, "2")).isTrue();

        assertThat(failureOf(second.accepted()).code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(rig.client.stats().outbox().waiters()).isZero();
    }

    @Test
    void whatIsOnItsWayIntoTheStoreEndsOnceItIsThere() {
        Rig rig = stored().connected();
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        store.onCommit = added -> {
            if (answers.isEmpty()) {
                answers.add(rig.client.cancel("1"));
            }
        };
        Receipt receipt = rig.send("1", ACKED);
        rig.run();

        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.join()).isTrue());
        assertThat(receipt.accepted()).isCompleted();
        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.CANCELLED);
        assertThat(rig.server.ids("note")).isEmpty();
        assertThat(store.kept.size()).isZero();
    }

    @Test
    void whatIsTakenBackBeforeTheEndDoesNotComeBackWithTheStore() {
        Rig rig = stored();
        rig.send("1", ACKED);
        rig.client.cancel("1");
        rig.client.closeAsync(ZERO);
        rig.run();

        assertThat(rig.ledger().balances()).isTrue();
        assertThat(store.kept.size()).isZero();
    }

    @Test
    void restoredMessagesCanBeTakenBackAndTheirOutcomesAreTold() {
        Rig before = stored();
        before.send("1", ACKED);
        before.run();
        before.client.closeAsync(ZERO);
        before.run();
        Rig rig = stored();
        List<Outcome.Event> outcomes = new ArrayList<>();
        rig.client.onOutcome(outcomes::add);

        CompletableFuture<Integer> cleared = rig.client.clearOutbox();
        rig.connected();

        assertThat(cleared.join()).isOne();
        assertThat(outcomes).extracting(event -> event.outcome().status()).containsExactly(Outcome.Status.CANCELLED);
        assertThat(rig.server.ids("note")).isEmpty();
        assertThat(store.kept.size()).isZero();
    }

    @Test
    void clearingTakesBackAllThatCanBe() {
        Rig rig = new Rig(
                builder -> builder.outbox(Outbox.inMemory().maxMessages(2).whenFull(Overflow.WAIT)));
        Receipt queued = rig.send("1", QUEUED);
        Receipt acked = rig.send("2", ACKED);
        Receipt waiting = rig.send("3", QUEUED);

        CompletableFuture<Integer> cleared = rig.client.clearOutbox();
        rig.connected();

        assertThat(cleared.join()).isEqualTo(3);
        assertThat(statusOf(queued)).isEqualTo(Outcome.Status.CANCELLED);
        assertThat(statusOf(acked)).isEqualTo(Outcome.Status.CANCELLED);
        assertThat(failureOf(waiting.accepted()).code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(rig.server.ids("note")).isEmpty();
    }

    @Test
    void aClosedClientHasNothingToTakeBack() {
        Rig rig = stored();
        rig.send("1", ACKED);
        rig.run();
        rig.client.closeAsync(ZERO);
        rig.run();

        assertThat(cancel(rig, "1")).isFalse();
        assertThat(store.kept.size()).isOne();
    }

    private Rig stored() {
        return new Rig(builder -> builder.outbox(Outbox.on(store)));
    }

    private static boolean cancel(Rig rig, String id) {
        CompletableFuture<Boolean> cancelled = rig.client.cancel(id);
        rig.run();
        return cancelled.join();
    }
}
