// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import static io.github.keepwire.internal.delivery.Counter.isAccepted;
import static io.github.keepwire.internal.delivery.Counter.refusalOf;
import static io.github.keepwire.internal.delivery.Counter.statusOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Overflow;
import io.github.keepwire.policy.Priority;
import io.github.keepwire.policy.SendOptions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a full outbox does, by each policy. */
class AdmissionTest {
    private static final SendOptions QUEUED = SendOptions.queued();
    private static final SendOptions ACKED = SendOptions.acked(ofSeconds(10));
    private static final SendOptions HIGH = QUEUED.priority(Priority.HIGH);
    private static final SendOptions LOW = QUEUED.priority(Priority.LOW);
    private static final Outbox THREE = Outbox.inMemory().maxMessages(3).maxBytes(100);

    @Test
    void rejectRefusesTheNewcomerByMessagesAndByBytes() {
        Counter counter = counter(Overflow.REJECT);
        offerThree(counter, QUEUED);
        Counter heavy = counter(Overflow.REJECT);
        heavy.offer("1", QUEUED, 60, true);

        assertThat(refusalOf(counter.offer("4", QUEUED))).isEqualTo(ErrorCode.OUTBOX_FULL);
        assertThat(refusalOf(heavy.offer("2", QUEUED, 41, true))).isEqualTo(ErrorCode.OUTBOX_FULL);
        assertThat(isAccepted(heavy.offer("3", QUEUED, 40, true))).isTrue();
    }

    @Test
    void dropNewestAcceptsTheNewcomerAndEvictsIt() {
        Counter counter = counter(Overflow.DROP_NEWEST);
        offerThree(counter, QUEUED);

        Outgoing newcomer = counter.offer("4", QUEUED);

        assertThat(isAccepted(newcomer)).isTrue();
        assertThat(newcomer.receipt().outcome().join().status()).isEqualTo(Outcome.Status.EVICTED);
        assertThat(newcomer.receipt().outcome().join().error().code()).isEqualTo(ErrorCode.EVICTED);
        assertThat(counter.write()).containsExactly("1", "2", "3");
    }

    @Test
    void dropOldestEvictsTheOldestOfTheLowestPriority() {
        Counter counter = counter(Overflow.DROP_OLDEST);
        Outgoing normal = counter.offer("normal", QUEUED);
        Outgoing low = counter.offer("low", LOW);
        counter.offer("high", HIGH);

        counter.offer("4", QUEUED);
        assertThat(statusOf(low)).isEqualTo(Outcome.Status.EVICTED);
        counter.offer("5", QUEUED);

        assertThat(statusOf(normal)).isEqualTo(Outcome.Status.EVICTED);
        assertThat(counter.write()).containsExactly("high", "4", "5");
    }

    @Test
    void nothingMoreUrgentThanTheNewcomerIsEvicted() {
        Counter counter = counter(Overflow.DROP_OLDEST);
        offerThree(counter, HIGH);

        assertThat(refusalOf(counter.offer("4", QUEUED))).isEqualTo(ErrorCode.OUTBOX_FULL);
        assertThat(isAccepted(counter.offer("5", HIGH))).isTrue();
    }

    @Test
    void nothingInFlightIsEvicted() {
        Counter counter = counter(Overflow.DROP_OLDEST);
        offerThree(counter, ACKED);
        counter.write();

        assertThat(refusalOf(counter.offer("4", HIGH))).isEqualTo(ErrorCode.OUTBOX_FULL);
        counter.acked("2");
        assertThat(isAccepted(counter.offer("5", QUEUED))).isTrue();
        assertThat(counter.ledger().inFlight()).isEqualTo(2);
    }

    @Test
    void asManyGoAsTheNewcomerNeedsAndNoneIfThatIsNotEnough() {
        Counter counter = counter(Overflow.DROP_OLDEST);
        Outgoing first = counter.offer("1", QUEUED, 30, true);
        Outgoing second = counter.offer("2", QUEUED, 30, true);
        Outgoing third = counter.offer("3", QUEUED, 30, true);

        assertThat(isAccepted(counter.offer("4", QUEUED, 70, true))).isTrue();
        assertThat(List.of(statusOf(first), statusOf(second))).containsOnly(Outcome.Status.EVICTED);
        assertThat(statusOf(third)).isNull();

        assertThat(refusalOf(counter.offer("5", QUEUED, 101, true))).isEqualTo(ErrorCode.OUTBOX_FULL);
        assertThat(statusOf(third)).isNull();
    }

    @Test
    void whoWaitsIsTakenInTurnAsRoomIsFreed() {
        Counter counter = counter(Overflow.WAIT);
        List<Outgoing> inside = offerThree(counter, ACKED);
        counter.write();
        Outgoing first = counter.offer("4", QUEUED);
        Outgoing second = counter.offer("5", HIGH);
        assertThat(counter.ledger().waiting()).isEqualTo(2);

        counter.failed(inside.get(0));

        assertThat(isAccepted(first)).isTrue();
        assertThat(second.receipt().accepted()).isNotDone();
        counter.acked("2");
        assertThat(isAccepted(second)).isTrue();
    }

    @Test
    void aSmallMessageDoesNotOvertakeALargeOneThatWaits() {
        Counter counter = counter(Overflow.WAIT);
        Outgoing heavy = counter.offer("1", QUEUED, 90, true);
        Outgoing large = counter.offer("2", QUEUED, 50, true);
        Outgoing small = counter.offer("3", QUEUED, 5, true);
        assertThat(small.receipt().accepted()).isNotDone();

        counter.next();
        counter.written(heavy);

        assertThat(isAccepted(large)).isTrue();
        assertThat(isAccepted(small)).isTrue();
        assertThat(counter.write()).containsExactly("2", "3");
    }

    @Test
    void whoWaitsTooLongIsRefused() {
        Counter counter = counter(Overflow.WAIT);
        offerThree(counter, QUEUED);
        Outgoing waiter = counter.offer("4", ACKED);
        assertThat(counter.deliveries.nextDue())
                .isEqualTo(counter.now + ofSeconds(10).toNanos());
        counter.pass(ofSeconds(9));
        assertThat(waiter.receipt().accepted()).isNotDone();

        counter.pass(ofSeconds(1));

        assertThat(refusalOf(waiter)).isEqualTo(ErrorCode.OUTBOX_FULL);
        assertThat(counter.ledger().waiting()).isZero();
        counter.write();
        assertThat(counter.offer("4", ACKED).receipt().accepted())
                .as("its id is free again")
                .isNotDone();
    }

    @Test
    void whoLeavesTheLineLetsThoseBehindItIn() {
        Counter counter = counter(Overflow.WAIT);
        counter.offer("1", QUEUED, 60, true);
        Outgoing large = counter.offer("2", QUEUED, 50, true);
        counter.pass(ofSeconds(5));
        Outgoing small = counter.offer("3", QUEUED, 5, true);

        counter.pass(ofSeconds(5));

        assertThat(refusalOf(large)).isEqualTo(ErrorCode.OUTBOX_FULL);
        assertThat(isAccepted(small)).isTrue();
    }

    @Test
    void whoOutlivesItsTimeInTheLineIsNotSent() {
        Counter counter = counter(Outbox.inMemory().maxMessages(1).whenFull(Overflow.WAIT));
        counter.offer("1", QUEUED.timeToLive(ofSeconds(2)));
        Outgoing waiter = counter.offer("2", QUEUED.timeToLive(ofSeconds(1)));

        counter.now += ofSeconds(2).toNanos();

        assertThat(counter.write()).isEmpty();
        assertThat(statusOf(waiter)).isEqualTo(Outcome.Status.EXPIRED);
    }

    @Test
    void theLineIsBoundedInMessagesAndInBytes() {
        Counter counter = counter(THREE.whenFull(Overflow.WAIT).waiting(2, ofSeconds(10)));
        offerThree(counter, QUEUED);
        counter.offer("4", QUEUED, 60, true);
        assertThat(refusalOf(counter.offer("heavy", QUEUED, 41, true))).isEqualTo(ErrorCode.OUTBOX_FULL);
        counter.offer("5", QUEUED);

        assertThat(refusalOf(counter.offer("6", QUEUED))).isEqualTo(ErrorCode.OUTBOX_FULL);
        assertThat(refusalOf(counter.offer("volatile", SendOptions.volatileOnly())))
                .isEqualTo(ErrorCode.OUTBOX_FULL);
        assertThat(counter.ledger().waiting()).isEqualTo(2);
    }

    @Test
    void whatCanNeverHaveRoomDoesNotWait() {
        Counter counter = counter(Overflow.WAIT);

        assertThat(refusalOf(counter.offer("1", QUEUED, 101, true))).isEqualTo(ErrorCode.OUTBOX_FULL);
    }

    @Test
    void anIdThatWaitsIsTaken() {
        Counter counter = counter(Overflow.WAIT);
        offerThree(counter, ACKED);
        counter.offer("4", ACKED);

        assertThat(refusalOf(counter.offer("4", ACKED))).isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void theEndRefusesThoseWhoWait() {
        Counter counter = counter(Overflow.WAIT);
        offerThree(counter, QUEUED);
        Outgoing waiter = counter.offer("4", QUEUED);

        counter.endAll();

        assertThat(refusalOf(waiter)).isEqualTo(Counter.REASON.code());
    }

    private static Counter counter(Overflow whenFull) {
        return counter(THREE.whenFull(whenFull));
    }

    private static Counter counter(Outbox outbox) {
        return new Counter(outbox, true);
    }

    private static List<Outgoing> offerThree(Counter counter, SendOptions options) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(i -> counter.offer(Integer.toString(i), options))
                .toList();
    }
}
