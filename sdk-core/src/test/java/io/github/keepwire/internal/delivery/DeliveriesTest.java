// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import static io.github.keepwire.internal.delivery.Counter.statusOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.policy.SendOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private static final SendOptions QUEUED = SendOptions.queued();
    private static final SendOptions ACKED = SendOptions.acked(ofSeconds(10));

    private final Counter counter = new Counter(true);

    @Test
    void aQueuedMessageIsSentOnceItIsWritten() {
        Outgoing message = counter.offer("1", QUEUED);
        assertThat(counter.next()).isSameAs(message);
        assertThat(statusOf(message)).isNull();

        counter.written(message);

        assertThat(statusOf(message)).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void anAckedMessageEndsWithItsAckAndNotBefore() {
        Outgoing message = counter.offer("1", ACKED);
        counter.next();
        counter.written(message);
        assertThat(statusOf(message)).isNull();

        assertThat(counter.acked("1")).isTrue();

        assertThat(statusOf(message)).isEqualTo(Outcome.Status.ACKED);
    }

    @Test
    void anAckMayOvertakeTheNewsThatItWasWritten() {
        Outgoing message = counter.offer("1", ACKED);
        counter.next();
        counter.acked("1");

        counter.written(message);

        assertThat(statusOf(message)).isEqualTo(Outcome.Status.ACKED);
    }

    @Test
    void messagesGoInTheOrderOfAcceptance() {
        counter.offer("1", QUEUED);
        counter.offer("2", ACKED);
        counter.offer("3", SendOptions.volatileOnly());
        counter.offer("4", QUEUED);

        assertThat(counter.write()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void aSecondAckIsAwaitedByNobody() {
        counter.offer("1", ACKED);
        counter.next();

        assertThat(counter.acked("1")).isTrue();
        assertThat(counter.acked("1")).isFalse();
    }

    @Test
    void anAckOfSomethingUnknownIsAwaitedByNobody() {
        counter.offer("queued", QUEUED);
        counter.next();

        assertThat(counter.acked("queued")).isFalse();
        assertThat(counter.acked("unknown")).isFalse();
        assertThat(counter.rejected("unknown")).isFalse();
    }

    @Test
    void anAckOfSomethingThatWasNeverSentIsNotBelieved() {
        Outgoing message = counter.offer("1", ACKED);

        assertThat(counter.acked("1")).isFalse();

        assertThat(statusOf(message)).isNull();
    }

    @Test
    void aMessageThatTheServerRefusesIsRejectedWithTheReason() {
        Outgoing message = counter.offer("1", ACKED);
        counter.next();

        assertThat(counter.rejected("1")).isTrue();

        assertThat(message.receipt().outcome().join().status()).isEqualTo(Outcome.Status.REJECTED);
        assertThat(message.receipt().outcome().join().error()).isSameAs(Counter.REASON);
    }

    @Test
    void aLateAckCountsWhileTheMessageWaitsToBeSentAgain() {
        Outgoing message = counter.offer("1", ACKED);
        counter.next();
        counter.pass(ofSeconds(10));
        assertThat(counter.ledger().queued()).isOne();

        assertThat(counter.acked("1")).isTrue();

        assertThat(statusOf(message)).isEqualTo(Outcome.Status.ACKED);
        assertThat(counter.next()).isNull();
    }

    @Test
    void withoutAnAckMessagesGoAgainInTheirOldOrderAheadOfNewerOnes() {
        counter.offer("1", ACKED);
        counter.offer("2", ACKED);
        counter.offer("3", ACKED);
        counter.write();
        counter.acked("2");
        counter.offer("4", QUEUED);

        counter.pass(ofSeconds(10));

        assertThat(counter.write()).containsExactly("1", "3", "4");
    }

    @Test
    void theWaitForAnAckBeginsAnewWithEachTransmission() {
        counter.offer("1", ACKED);
        counter.next();
        assertThat(counter.deliveries.nextDue())
                .isEqualTo(counter.now + ofSeconds(10).toNanos());
        counter.pass(ofSeconds(10));
        assertThat(counter.deliveries.nextDue()).isEqualTo(Alarm.NEVER);
        counter.pass(ofSeconds(3));

        counter.next();

        assertThat(counter.deliveries.nextDue())
                .isEqualTo(counter.now + ofSeconds(10).toNanos());
        counter.pass(ofSeconds(9));
        assertThat(counter.ledger().inFlight()).isOne();
    }

    @Test
    void aLostLinkBringsBackWhatAwaitsItsAckInOrder() {
        counter.offer("1", ACKED);
        counter.offer("2", QUEUED);
        counter.offer("3", ACKED);
        Outgoing first = counter.next();
        Outgoing second = counter.next();
        counter.next();
        counter.offer("4", ACKED);
        counter.offer("5", QUEUED);

        counter.failed(second);
        counter.linkLost();

        assertThat(statusOf(second)).isEqualTo(Outcome.Status.FAILED);
        assertThat(statusOf(first)).isNull();
        assertThat(counter.write()).containsExactly("1", "3", "4", "5");
    }

    @Test
    void aLostLinkDropsWhatIsVolatile() {
        Outgoing message = counter.offer("1", SendOptions.volatileOnly());

        counter.linkLost();

        assertThat(statusOf(message)).isEqualTo(Outcome.Status.DROPPED);
        assertThat(counter.next()).isNull();
    }

    @Test
    void aVolatileMessageIsDroppedWhileThereIsNoConnection() {
        Outgoing message = counter.offer("1", SendOptions.volatileOnly(), 10, false);

        assertThat(message.receipt().accepted()).isCompleted();
        assertThat(statusOf(message)).isEqualTo(Outcome.Status.DROPPED);
    }

    @Test
    void whatCannotBeWrittenFailsWithTheReason() {
        Outgoing message = counter.offer("1", ACKED);
        counter.next();

        counter.failed(message);

        assertThat(message.receipt().outcome().join().error()).isSameAs(Counter.REASON);
        assertThat(counter.acked("1")).isFalse();
    }

    @Test
    void theFirstOutcomeStands() {
        Outgoing message = counter.offer("1", ACKED);
        counter.next();
        counter.acked("1");

        counter.failed(message);
        counter.rejected("1");
        counter.endAll();

        assertThat(statusOf(message)).isEqualTo(Outcome.Status.ACKED);
    }

    @Test
    void theEndOfEverythingFailsWhatIsQueuedAndWhatAwaitsAnAck() {
        Outgoing first = counter.offer("1", ACKED);
        Outgoing second = counter.offer("2", ACKED);
        counter.next();

        counter.endAll();

        assertThat(statusOf(first)).isEqualTo(Outcome.Status.FAILED);
        assertThat(statusOf(second)).isEqualTo(Outcome.Status.FAILED);
        assertThat(counter.deliveries.nextDue()).isEqualTo(Alarm.NEVER);
    }

    @Test
    void anIdThatIsOnItsWayIsRefusedAndMayBeUsedAgainLater() {
        Outgoing first = counter.offer("same", ACKED);
        Outgoing second = counter.offer("same", ACKED);
        assertThat(codeOf(second)).isEqualTo(ErrorCode.INVALID_MESSAGE);

        counter.next();
        counter.acked("same");
        Outgoing third = counter.offer("same", ACKED);

        assertThat(statusOf(first)).isEqualTo(Outcome.Status.ACKED);
        assertThat(third.receipt().accepted()).isCompleted();
    }

    @Test
    void aDialectWithoutAcksRefusesToPromiseThem() {
        Counter ackless = new Counter(false);

        Outgoing message = ackless.offer("1", ACKED);

        assertThat(codeOf(message)).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(ackless.offer("2", QUEUED).receipt().accepted()).isCompleted();
    }

    @Test
    void aRefusedMessageFailsBothFutures() {
        Outgoing message = new Counter(false).offer("1", ACKED);

        assertThat(message.receipt().accepted()).isCompletedExceptionally();
        assertThat(message.receipt().outcome()).isCompletedExceptionally();
    }

    @Test
    void nobodyCanCompleteOurReceipts() {
        Outgoing message = counter.offer("1", ACKED);
        CompletableFuture<Outcome> copy = message.receipt().outcome();

        copy.complete(Outcome.of(Outcome.Status.CANCELLED));
        message.receipt().outcome().cancel(true);

        assertThat(message.receipt().outcome()).isNotDone();
    }

    private static ErrorCode codeOf(Outgoing refused) {
        CompletableFuture<Void> accepted = refused.receipt().accepted();
        assertThatThrownBy(accepted::join).isInstanceOf(CompletionException.class);
        return ((KeepwireException) accepted.handle((nothing, e) -> e.getCause() == null ? e : e.getCause())
                        .join())
                .code();
    }
}
