// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import static io.github.keepwire.internal.delivery.Counter.statusOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Overflow;
import io.github.keepwire.policy.SendOptions;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Time to live, the window of unacknowledged messages, and the bounds of the queue. */
class DeliveriesLimitsTest {
    private static final SendOptions QUEUED = SendOptions.queued();
    private static final SendOptions ACKED = SendOptions.acked(ofSeconds(10));

    private final Counter counter = new Counter(true);

    @Test
    void aMessageExpiresInTheQueue() {
        Outgoing message = counter.offer("1", QUEUED.timeToLive(ofSeconds(5)));
        counter.pass(ofSeconds(4));
        assertThat(statusOf(message)).isNull();

        counter.pass(ofSeconds(1));

        assertThat(statusOf(message)).isEqualTo(Outcome.Status.EXPIRED);
        assertThat(counter.next()).isNull();
    }

    @Test
    void anAckedMessageExpiresInFlight() {
        Outgoing message = counter.offer("1", SendOptions.acked(ofSeconds(3)).timeToLive(ofSeconds(5)));
        counter.next();
        counter.pass(ofSeconds(3));
        counter.next();
        assertThat(counter.deliveries.nextDue())
                .isEqualTo(counter.now + ofSeconds(2).toNanos());

        counter.pass(ofSeconds(2));

        assertThat(statusOf(message)).isEqualTo(Outcome.Status.EXPIRED);
        assertThat(counter.acked("1")).isFalse();
    }

    @Test
    void anAckedMessageExpiresWhileItWaitsToBeSentAgain() {
        Outgoing message = counter.offer("1", SendOptions.acked(ofSeconds(3)).timeToLive(ofSeconds(5)));
        counter.next();
        counter.pass(ofSeconds(3));

        counter.pass(ofSeconds(2));

        assertThat(statusOf(message)).isEqualTo(Outcome.Status.EXPIRED);
    }

    @Test
    void whatHasExpiredIsNotSentEvenIfTheAlarmIsLate() {
        Outgoing stale = counter.offer("stale", QUEUED.timeToLive(ofSeconds(5)));
        counter.offer("fresh", QUEUED);

        counter.now += ofSeconds(60).toNanos();

        assertThat(counter.write()).containsExactly("fresh");
        assertThat(statusOf(stale)).isEqualTo(Outcome.Status.EXPIRED);
    }

    @Test
    void whatIsOnItsWayToTheSocketExpiresNoMore() {
        Outgoing message = counter.offer("1", QUEUED.timeToLive(ofSeconds(5)));
        counter.next();

        counter.pass(ofSeconds(60));
        assertThat(statusOf(message)).isNull();
        counter.written(message);

        assertThat(statusOf(message)).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void waitsForAcksStandStillWhileNoneCanBeHeard() {
        counter.offer("1", ACKED);
        counter.offer("2", ACKED);
        counter.next();
        counter.pass(ofSeconds(9));

        counter.deliveries.holdAcks();
        counter.next();
        counter.pass(ofSeconds(60));
        assertThat(counter.ledger().inFlight()).isEqualTo(2);
        assertThat(counter.deliveries.nextDue()).isEqualTo(Alarm.NEVER);
        counter.deliveries.awaitAcks(counter.now);
        counter.pass(ofSeconds(9));
        assertThat(counter.ledger().inFlight()).isEqualTo(2);
        counter.pass(ofSeconds(1));

        assertThat(counter.write()).containsExactly("1", "2");
    }

    @Test
    void timeToLiveGoesOnWhileNoAckCanBeHeard() {
        Outgoing message = counter.offer("1", ACKED.timeToLive(ofSeconds(20)));
        counter.next();

        counter.deliveries.holdAcks();
        counter.pass(ofSeconds(20));

        assertThat(statusOf(message)).isEqualTo(Outcome.Status.EXPIRED);
    }

    @Test
    void theNextLinkAwaitsItsAcksWhateverTheLastOneCouldNotHear() {
        counter.offer("1", ACKED);
        counter.next();
        counter.deliveries.holdAcks();

        counter.linkLost();
        counter.next();
        counter.pass(ofSeconds(10));

        assertThat(counter.write()).containsExactly("1");
    }

    @Test
    void aTimeToLiveWithoutEndNeverExpires() {
        Outgoing message = counter.offer("1", QUEUED.timeToLive(ChronoUnit.FOREVER.getDuration()));

        counter.pass(ofSeconds(3_000_000));

        assertThat(statusOf(message)).isNull();
        assertThat(counter.deliveries.nextDue()).isEqualTo(Alarm.NEVER);
    }

    @Test
    void aWaitForAnAckWithoutEndSendsOnce() {
        counter.offer("1", SendOptions.acked(ChronoUnit.FOREVER.getDuration()));
        counter.next();

        counter.pass(ofSeconds(3_000_000));

        assertThat(counter.ledger().inFlight()).isOne();
    }

    @Test
    void sixtyFourMessagesAtMostAwaitTheirAck() {
        for (int i = 0; i < 100; i++) {
            counter.offer("m" + i, ACKED);
        }
        assertThat(counter.write()).hasSize(64);

        counter.acked("m7");
        counter.acked("m8");

        assertThat(counter.write()).containsExactly("m64", "m65");
    }

    @Test
    void theWindowOpensForEveryWayOutOfFlight() {
        Outgoing first = counter.offer("0", ACKED);
        counter.offer("1", ACKED.timeToLive(ofSeconds(1)));
        for (int i = 2; i < 66; i++) {
            counter.offer(Integer.toString(i), ACKED);
        }
        assertThat(counter.write()).hasSize(64);

        counter.failed(first);
        counter.pass(ofSeconds(1));

        assertThat(counter.write()).containsExactly("64", "65");
        counter.linkLost();
        assertThat(counter.write()).hasSize(64);
    }

    @Test
    void aLaneThatWaitsForTheWindowKeepsItsOrderAndHoldsBackOnlyItself() {
        for (int i = 0; i < 65; i++) {
            counter.offer("m" + i, ACKED);
        }
        counter.offer("behind", QUEUED);
        counter.offer("other key", QUEUED.key("other"));
        counter.offer("volatile", SendOptions.volatileOnly());

        assertThat(counter.write()).hasSize(66).endsWith("other key", "volatile");
        counter.acked("m0");
        assertThat(counter.write()).containsExactly("m64", "behind");
    }

    @Test
    void theLastAllowedTransmissionEndsInFailure() {
        Outgoing message = counter.offer("1", ACKED.maxAttempts(2));
        counter.next();
        counter.pass(ofSeconds(10));
        assertThat(counter.write()).containsExactly("1");
        assertThat(statusOf(message)).isNull();

        counter.pass(ofSeconds(10));

        assertThat(statusOf(message)).isEqualTo(Outcome.Status.FAILED);
        assertThat(message.receipt().outcome().join().error().code()).isEqualTo(ErrorCode.UNACKNOWLEDGED);
        assertThat(counter.write()).isEmpty();
    }

    @Test
    void aLostLinkCountsAsATransmissionToo() {
        Outgoing message = counter.offer("1", ACKED.maxAttempts(1));
        counter.next();

        counter.linkLost();

        assertThat(statusOf(message)).isEqualTo(Outcome.Status.FAILED);
    }

    @Test
    void anAckForTheLastTransmissionCounts() {
        Outgoing message = counter.offer("1", ACKED.maxAttempts(1));
        counter.next();

        counter.acked("1");

        assertThat(statusOf(message)).isEqualTo(Outcome.Status.ACKED);
    }

    @Test
    void theQueueIsFullByCountWhateverTheStage() {
        for (int i = 0; i < Outbox.DEFAULT_MAX_MESSAGES; i++) {
            counter.offer("m" + i, ACKED);
        }
        counter.write();

        assertThat(counter.offer("more", QUEUED).receipt().accepted()).isCompletedExceptionally();
        counter.acked("m0");
        assertThat(counter.offer("again", QUEUED).receipt().accepted()).isCompleted();
    }

    @Test
    void theQueueIsFullByBytes() {
        int half = (int) (Outbox.DEFAULT_MAX_BYTES / 2);
        Outgoing first = counter.offer("1", QUEUED, half, true);
        counter.offer("2", QUEUED, half, true);

        assertThat(counter.offer("3", QUEUED, 1, true).receipt().accepted()).isCompletedExceptionally();
        counter.next();
        counter.written(first);
        assertThat(counter.offer("4", QUEUED, half, true).receipt().accepted()).isCompleted();
    }

    @Test
    void theLedgerOfAQuietTimeIsTheSameObject() {
        counter.offer("1", QUEUED);

        assertThat(counter.ledger()).isSameAs(counter.ledger());
    }

    @Test
    void theRoomOfWhatAQuietTimeDropsGoesToThoseWhoWait() {
        Counter small = new Counter(Outbox.inMemory().maxMessages(1).whenFull(Overflow.WAIT), true);
        small.offer("volatile", SendOptions.volatileOnly());
        small.offer("waiting", QUEUED);
        small.deliveries.slowDown(ofSeconds(5), small.now);

        assertThat(small.next()).isNull();

        assertThat(small.ledger().waiting()).isZero();
        assertThat(small.deliveries.nextDue())
                .as("the end of the quiet time")
                .isEqualTo(small.now + ofSeconds(5).toNanos());
    }

    @Test
    void whatExpiredWhileItWaitedForRoomIsNotWritten() {
        Counter small = new Counter(Outbox.inMemory().maxMessages(1).whenFull(Overflow.WAIT), true);
        small.offer("1", QUEUED.timeToLive(ofSeconds(5)));
        Outgoing waiting = small.offer("2", QUEUED.timeToLive(ofSeconds(5)));
        small.now += ofSeconds(6).toNanos();

        assertThat(small.write()).isEmpty();

        assertThat(statusOf(waiting)).isEqualTo(Outcome.Status.EXPIRED);
    }
}
