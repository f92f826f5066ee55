// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static io.github.keepwire.Rig.statusOf;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.outbox.MessageStore.Entry;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.SendOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An outbox in a store: what is kept when, and what the next client finds. */
class RealtimeClientStoreTest {
    private static final SendOptions QUEUED = SendOptions.queued();
    private static final SendOptions ACKED = SendOptions.acked(ofSeconds(10));

    private final ScriptedStore store = new ScriptedStore();
    private final List<Outcome.Event> outcomes = new ArrayList<>();

    @Test
    void nothingIsAcceptedOrSentBeforeItIsKept() {
        Rig rig = rig().connected();
        List<String> sentBefore = new ArrayList<>();
        store.onCommit = added -> sentBefore.addAll(rig.server.ids("note"));
        Receipt receipt = rig.send("1", ACKED);
        while (store.asked.isEmpty()) {
            assertThat(receipt.accepted()).isNotDone();
            assertThat(rig.ledger().accepted()).isZero();
            rig.time.step();
        }

        rig.run();

        assertThat(sentBefore).isEmpty();
        assertThat(receipt.accepted()).isCompleted();
        assertThat(rig.server.ids("note")).containsExactly("1");
        assertThat(store.kept.size()).isOne();
    }

    @Test
    void anOutcomeRemovesTheMessageFromTheStore() {
        Rig rig = rig().connected();
        rig.server.acking = true;
        Receipt acked = rig.send("1", ACKED);
        Receipt sent = rig.send("2", QUEUED);
        rig.run();

        assertThat(statusOf(acked)).isEqualTo(Outcome.Status.ACKED);
        assertThat(statusOf(sent)).isEqualTo(Outcome.Status.SENT);
        assertThat(store.kept.size()).isZero();
    }

    @Test
    void volatileMessagesNeverSeeTheStore() {
        Rig rig = rig().connected();

        rig.send("1", SendOptions.volatileOnly());
        rig.run();

        assertThat(rig.server.ids("note")).containsExactly("1");
        assertThat(store.asked).isEmpty();
    }

    @Test
    void whatGathersDuringACommitGoesWithTheNext() {
        Rig rig = rig();
        rig.send("1", QUEUED);
        rig.time.step();
        for (int i = 2; i <= 50; i++) {
            rig.send("" + i, QUEUED);
        }
        rig.run();

        assertThat(store.asked).containsExactly(new ScriptedStore.Asked(1, 0), new ScriptedStore.Asked(49, 0));
        assertThat(rig.ledger().queued()).isEqualTo(50);
    }

    @Test
    void aFailedCommitRefusesItsMessagesFreesTheirRoomAndLosesNothingElse() {
        Rig rig = new Rig(builder -> builder.outbox(Outbox.on(store).maxMessages(2)));
        Receipt kept = rig.send("1", QUEUED);
        rig.run();
        store.failure = ScriptedStore.diskFull();
        Receipt refused = rig.send("2", QUEUED);
        rig.run();

        assertThat(failureOf(refused.accepted()).code()).isEqualTo(ErrorCode.STORE_FAILED);
        assertThat(failureOf(refused.accepted())).hasMessageContaining("disk is full");
        assertThat(rig.ledger().queued()).isOne();
        store.failure = null;
        Receipt again = rig.send("2", QUEUED);
        rig.connected();

        assertThat(statusOf(kept)).isEqualTo(Outcome.Status.SENT);
        assertThat(statusOf(again)).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void whateverTheStoreThrowsIsAFailureOfTheStore() {
        Rig rig = rig();
        store.failure = new IllegalStateException("planned");

        Receipt refused = rig.send("1", ACKED);
        rig.run();

        assertThat(failureOf(refused.accepted()).code()).isEqualTo(ErrorCode.STORE_FAILED);
        assertThat(failureOf(refused.accepted())).hasRootCauseMessage("planned");
    }

    @Test
    void removalsThatFailAreTriedAgainAndToldOnce() {
        Rig rig = rig().connected();
        rig.send("1", ACKED);
        rig.run();
        store.failure = ScriptedStore.diskFull();
        rig.hear("ack|1|{}");
        rig.advance(ofSeconds(5));
        assertThat(store.kept.size()).isOne();
        assertThat(rig.errorCodes()).containsExactly(ErrorCode.STORE_FAILED);

        store.failure = null;
        rig.advance(ofSeconds(1));

        assertThat(store.kept.size()).isZero();
    }

    @Test
    void aClosedClientLeavesTheRestToTheNext() {
        Rig first = rig();
        Receipt one = first.send("1", ACKED);
        first.send("2", QUEUED);
        first.run();
        CompletableFuture<Void> closed = first.client.closeAsync(ZERO);
        first.run();
        assertThat(closed).isCompleted();
        assertThat(store.closes).isOne();
        assertThat(failureOf(one.outcome()).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(failureOf(one.outcome())).hasMessageContaining("kept in the outbox for the next start");
        assertThat(first.ledger().queued()).isEqualTo(2);
        assertThat(first.ledger().ended()).isZero();

        Rig second = rig();
        assertThat(second.ledger().restored()).isEqualTo(2);
        Receipt newer = second.send("3", QUEUED);
        second.server.acking = true;
        second.connected();

        assertThat(second.server.ids("note")).containsExactly("1", "2", "3");
        assertThat(statusOf(newer)).isEqualTo(Outcome.Status.SENT);
        assertThat(outcomes)
                .extracting(
                        event -> event.message().id() + " " + event.outcome().status())
                .containsExactly("2 SENT", "1 ACKED");
        assertThat(store.kept.size()).isZero();
    }

    @Test
    void whatIsInFlightWhenTheClientIsClosedGoesAgain() {
        Rig first = rig().connected();
        Receipt receipt = first.send("1", ACKED);
        first.run();
        first.client.closeAsync(ZERO);
        first.advance(ofSeconds(10));
        assertThat(failureOf(receipt.outcome()).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(first.ledger().queued()).isOne();

        Rig second = rig().connected();

        assertThat(second.server.ids("note")).containsExactly("1");
    }

    @Test
    void theCloseWaitsForACommitThatIsUnderWay() {
        Rig rig = rig();
        Receipt receipt = rig.send("1", QUEUED);
        rig.time.step();
        CompletableFuture<Void> closed = rig.client.closeAsync(ZERO);
        List<Boolean> closedDuringCommit = new ArrayList<>();
        store.onCommit = added -> closedDuringCommit.add(closed.isDone());
        rig.run();

        assertThat(closedDuringCommit).containsExactly(false);
        assertThat(receipt.accepted()).isCompleted();
        assertThat(failureOf(receipt.outcome()).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(closed).isCompleted();
        assertThat(rig.ledger().queued()).isOne();
        assertThat(store.kept.size()).isOne();
    }

    @Test
    void theCloseRemovesWhatCouldNotBeRemovedBefore() {
        Rig rig = rig().connected();
        rig.send("1", ACKED);
        rig.run();
        store.failure = ScriptedStore.diskFull();
        rig.hear("ack|1|{}");
        store.failure = null;

        rig.client.closeAsync(ZERO);
        rig.advance(ofSeconds(10));

        assertThat(store.kept.size()).isZero();
        assertThat(store.closes).isOne();
    }

    @Test
    void aSecondCloseAlsoWaitsForTheStore() {
        Rig rig = rig();
        rig.send("1", QUEUED);
        rig.time.step();
        rig.client.closeAsync(ZERO);
        CompletableFuture<Void> second = rig.client.closeAsync(ZERO);
        store.onCommit = added -> assertThat(second).isNotDone();
        rig.run();

        assertThat(second).isCompleted();
        CompletableFuture<Void> third = rig.client.closeAsync(ZERO);
        rig.run();
        assertThat(third).isCompleted();
    }

    @Test
    void anAckOfWhatAnEarlierLifeSentIsHeardBeforeItGoesAgain() {
        Rig first = rig().connected();
        first.send("1", ACKED);
        first.send("2", ACKED);
        first.run();
        first.client.closeAsync(ZERO);
        first.advance(ofSeconds(10));
        Rig second = new Rig(builder -> builder.outbox(Outbox.on(store).maxInFlight(1)));
        second.client.onOutcome(outcomes::add);
        second.connected();

        second.hear("ack|2|{}");
        second.hear("ack|1|{}");

        assertThat(second.server.ids("note")).containsExactly("1");
        assertThat(outcomes).extracting(event -> event.outcome().status()).containsOnly(Outcome.Status.ACKED);
        assertThat(store.kept.size()).isZero();
    }

    @Test
    void garbageIsRemovedAndReported() {
        store.kept.open(new Rig().time.environment());
        store.kept.commit(List.of(new Entry(5, new byte[] {1, 2, 3})), new long[0]);
        store.kept.close();
        store.problems.add(new KeepwireException(ErrorCode.STORE_FAILED, "a segment was set aside"));

        Rig rig = rig().connected();

        assertThat(rig.ledger().restored()).isZero();
        assertThat(rig.errors)
                .extracting(event -> event.error().getMessage())
                .satisfiesExactly(
                        message -> assertThat(message).contains("set aside"),
                        message -> assertThat(message).contains("cannot be read and was removed"));
        assertThat(store.kept.size()).isZero();
        rig.send("1", QUEUED);
        rig.run();
        assertThat(rig.server.ids("note")).containsExactly("1");
    }

    @Test
    void aRestoredMessageThatHasExpiredSaysSo() {
        Rig first = rig();
        first.send("1", QUEUED.timeToLive(ofSeconds(5)));
        first.run();
        first.client.closeAsync(ZERO);
        first.run();

        Rig second = rig();
        second.advance(ofSeconds(5));
        second.connected();

        assertThat(outcomes).extracting(event -> event.outcome().status()).containsExactly(Outcome.Status.EXPIRED);
        assertThat(second.server.ids("note")).isEmpty();
        assertThat(store.kept.size()).isZero();
    }

    @Test
    void aRestoredMessageThatTheDialectCannotSendFailsAndSaysSo() {
        Rig first = rig();
        first.send("1", ACKED);
        first.run();
        first.client.closeAsync(ZERO);
        first.run();

        Rig second = new Rig(PipeDialect.withoutAcks(), builder -> builder.outbox(Outbox.on(store)));
        second.client.onOutcome(outcomes::add);
        second.connected();

        assertThat(outcomes).extracting(event -> event.outcome().status()).containsExactly(Outcome.Status.FAILED);
        assertThat(second.server.ids("note")).isEmpty();
        assertThat(store.kept.size()).isZero();
    }

    @Test
    void restoredMessagesCountForTheBounds() {
        Rig first = rig();
        first.send("1", QUEUED);
        first.send("2", QUEUED);
        first.run();
        first.client.closeAsync(ZERO);
        first.run();

        Rig second = new Rig(builder -> builder.outbox(Outbox.on(store).maxMessages(1)));
        Receipt refused = second.send("3", QUEUED);
        second.run();

        assertThat(failureOf(refused.accepted()).code()).isEqualTo(ErrorCode.OUTBOX_FULL);
        assertThat(second.client.stats().outbox().messages()).isEqualTo(2);
        second.connected();
        assertThat(second.server.ids("note")).containsExactly("1", "2");
    }

    @Test
    void aStoreInUseIsRefusedWhenTheClientIsBuilt() {
        rig();

        assertThatThrownBy(this::rig)
                .isInstanceOfSatisfying(
                        KeepwireException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_FAILED))
                .hasMessageContaining("in use");
    }

    @Test
    void aStoreThatThrowsAnythingWhenItIsOpenedIsRefused() {
        store.failure = new IllegalStateException("planned");

        assertThatThrownBy(this::rig)
                .isInstanceOfSatisfying(
                        KeepwireException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_FAILED))
                .hasRootCauseMessage("planned");
    }

    private Rig rig() {
        Rig rig = new Rig(builder -> builder.outbox(Outbox.on(store)));
        rig.client.onOutcome(outcomes::add);
        return rig;
    }
}
