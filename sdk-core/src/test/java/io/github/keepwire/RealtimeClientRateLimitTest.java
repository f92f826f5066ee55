// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static io.github.keepwire.Rig.statusOf;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.Overflow;
import io.github.keepwire.policy.Priority;
import io.github.keepwire.policy.RateLimit;
import io.github.keepwire.policy.RateLimit.Reached;
import io.github.keepwire.policy.SendOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How fast messages go out: by our limit, and by the server's wish. */
class RealtimeClientRateLimitTest {
    private static final SendOptions QUEUED = SendOptions.queued();
    private static final SendOptions ACKED = SendOptions.acked(ofSeconds(10));
    private static final SendOptions VOLATILE = SendOptions.volatileOnly();
    private static final RateLimit TWO_A_MINUTE = RateLimit.perMinute(2);

    @Test
    void whatIsBeyondTheLimitWaitsInTheOutbox() {
        Rig rig = rig(TWO_A_MINUTE).connected();
        for (int i = 1; i <= 5; i++) {
            rig.send("" + i, QUEUED);
        }
        rig.advance(ofSeconds(59));
        assertThat(sent(rig)).containsExactly("1", "2");
        assertThat(rig.ledger().queued()).isEqualTo(3);

        rig.advance(ofSeconds(1));
        assertThat(sent(rig)).containsExactly("1", "2", "3", "4");
        rig.advance(ofMinutes(1));

        assertThat(sent(rig)).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void aVolatileMessageDoesNotWaitForTheLimit() {
        Rig rig = rig(TWO_A_MINUTE).connected();
        rig.send("1", QUEUED);
        rig.send("2", VOLATILE);
        Receipt third = rig.send("3", VOLATILE);
        rig.run();

        assertThat(statusOf(third)).isEqualTo(Outcome.Status.DROPPED);
        assertThat(third.outcome().join().error().code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(sent(rig)).containsExactly("1", "2");
    }

    @Test
    void alarmsMayBypassTheLimitAndTakeNoPermit() {
        Rig rig = rig(TWO_A_MINUTE.bypassFrom(Priority.HIGH)).connected();
        rig.send("a1", QUEUED.priority(Priority.HIGH));
        rig.send("1", QUEUED);
        rig.send("2", QUEUED);
        rig.send("3", QUEUED);
        rig.send("a2", QUEUED.priority(Priority.HIGH));
        rig.run();

        assertThat(sent(rig)).containsExactly("a1", "1", "2", "a2");
    }

    @Test
    void eachSenderHasALimitOfItsOwnAndHoldsBackNobodyElse() {
        Rig rig = rig(TWO_A_MINUTE).connected();
        for (int i = 1; i <= 3; i++) {
            sendAs(rig, "camera", "c" + i);
            sendAs(rig, "door", "d" + i);
        }
        rig.run();

        assertThat(sent(rig)).containsExactly("c1", "d1", "c2", "d2");
    }

    @Test
    void whatIsSentAgainTakesAPermitToo() {
        Rig rig = rig(TWO_A_MINUTE).connected();
        rig.send("1", ACKED);
        rig.advance(ofSeconds(10));
        rig.send("2", QUEUED);
        rig.advance(ofSeconds(49));
        assertThat(sent(rig)).containsExactly("1", "1");

        rig.advance(ofSeconds(1));

        assertThat(sent(rig)).containsExactly("1", "1", "1");
    }

    @Test
    void aLimitThatRejectsTellsWhoeverSends() {
        Rig rig = rig(TWO_A_MINUTE.whenReached(Reached.REJECT)).connected();
        rig.send("1", QUEUED);
        rig.send("2", QUEUED);
        Receipt third = rig.send("3", QUEUED);
        rig.run();
        assertThat(failureOf(third.accepted()).code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(failureOf(third.accepted())).hasMessageContaining("PT1M");

        rig.advance(ofMinutes(1));
        Receipt later = rig.send("4", QUEUED);
        rig.run();

        assertThat(statusOf(later)).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void aLimitThatDropsAcceptsAndDrops() {
        Rig rig = rig(TWO_A_MINUTE.whenReached(Reached.DROP)).connected();
        rig.send("1", ACKED);
        rig.send("2", QUEUED);
        Receipt third = rig.send("3", ACKED);
        rig.run();

        assertThat(third.accepted()).isCompleted();
        assertThat(statusOf(third)).isEqualTo(Outcome.Status.DROPPED);
        assertThat(sent(rig)).containsExactly("1", "2");
    }

    @Test
    void whatAFullOutboxRefusesTakesNoPermit() {
        Rig rig = new Rig(builder -> builder.rateLimit(TWO_A_MINUTE.whenReached(Reached.REJECT))
                .outbox(Outbox.inMemory().maxMessages(1)));
        rig.send("1", QUEUED);
        Receipt second = rig.send("2", QUEUED);
        rig.run();
        assertThat(failureOf(second.accepted()).code()).isEqualTo(ErrorCode.OUTBOX_FULL);
        rig.connected();

        Receipt third = rig.send("3", QUEUED);
        rig.run();

        assertThat(statusOf(third)).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void whatAnOutageHasGatheredGoesNoFasterThanTheLimit() {
        Rig rig = rig(TWO_A_MINUTE.whenReached(Reached.REJECT));
        for (int minute = 0; minute < 5; minute++) {
            rig.send("a" + minute, QUEUED);
            rig.send("b" + minute, QUEUED);
            rig.advance(ofMinutes(1));
        }
        rig.connected();
        assertThat(sent(rig)).containsExactly("a0", "b0");

        rig.advance(ofMinutes(4));

        assertThat(sent(rig)).hasSize(10);
    }

    @Test
    void heartbeatsTakeNoPermit() {
        Rig rig = new Rig(builder -> builder.rateLimit(RateLimit.perMinute(1))
                        .heartbeat(Heartbeat.every(ofSeconds(1)).payload(() -> "alive")))
                .connected();
        rig.send("1", QUEUED);
        rig.send("2", QUEUED);
        rig.advance(ofSeconds(5));

        assertThat(rig.server.payloads("heartbeat")).hasSizeGreaterThanOrEqualTo(4);
        assertThat(sent(rig)).containsExactly("1");
    }

    @Test
    void aFullOutboxBehindTheLimitDoesWhatItDoesWhenItIsFull() {
        Rig rig = new Rig(builder -> builder.rateLimit(RateLimit.perMinute(1))
                        .outbox(Outbox.inMemory().maxMessages(2).whenFull(Overflow.DROP_OLDEST)))
                .connected();
        for (int i = 1; i <= 5; i++) {
            rig.send("" + i, QUEUED);
            rig.run();
        }
        rig.advance(ofMinutes(2));

        assertThat(sent(rig)).containsExactly("1", "4", "5");
    }

    @Test
    void theServersWishStopsMessagesButNotHeartbeats() {
        Rig rig = new Rig(builder -> builder.heartbeat(Heartbeat.every(ofSeconds(1)))).connected();
        rig.hear("slow||PT3S");
        rig.send("1", QUEUED);
        Receipt dropped = rig.send("2", VOLATILE);
        rig.advance(ofMillis(2999));
        assertThat(sent(rig)).isEmpty();
        assertThat(statusOf(dropped)).isEqualTo(Outcome.Status.DROPPED);
        assertThat(rig.server.payloads("heartbeat")).hasSize(2);

        rig.advance(ofMillis(1));

        assertThat(sent(rig)).containsExactly("1");
    }

    @Test
    void theLongestWishCountsAcrossLinksAndNoneBeyondFiveMinutes() {
        Rig rig = new Rig().connected();
        rig.hear("slow||PT10S");
        rig.hear("slow||PT2S");
        rig.hear("slow||PT-5S");
        rig.send("1", QUEUED);
        rig.server.peer().cut();
        rig.run();
        rig.client.connect();
        rig.advance(ofSeconds(10).minusMillis(1));
        assertThat(sent(rig)).isEmpty();
        rig.advance(ofMillis(1));
        assertThat(sent(rig)).containsExactly("1");

        rig.hear("slow||PT10000H");
        rig.send("2", QUEUED);
        rig.advance(ofMinutes(5).minusMillis(1));
        assertThat(sent(rig)).containsExactly("1");
        rig.advance(ofMillis(1));
        assertThat(sent(rig)).containsExactly("1", "2");
    }

    private static Rig rig(RateLimit limit) {
        return new Rig(builder -> builder.rateLimit(limit));
    }

    private static void sendAs(Rig rig, String sender, String id) {
        Message message = Message.builder("note")
                .id(id)
                .sender(Identity.of(sender, sender))
                .payload(id)
                .build();
        rig.client.send(message, QUEUED.key(sender));
    }

    private static List<String> sent(Rig rig) {
        return rig.server.ids("note");
    }
}
