// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static io.github.keepwire.Rig.statusOf;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Overflow;
import io.github.keepwire.policy.SendOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Waiting until what was sent has its outcome, without closing. */
class RealtimeClientDrainTest {
    private static final SendOptions QUEUED = SendOptions.queued();
    private static final SendOptions ACKED = SendOptions.acked(ofSeconds(10));

    @Test
    void itIsOverWithTheLastOutcomeAndTheClientGoesOn() {
        Rig rig = new Rig().connected();
        rig.server.acking = false;
        rig.send("1", ACKED);
        rig.send("2", QUEUED);
        CompletableFuture<Boolean> drained = rig.client.drain(ofSeconds(5));
        rig.run();
        assertThat(drained).isNotDone();

        rig.hear("ack|1|{}");

        assertThat(drained).isCompletedWithValue(true);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        Receipt later = rig.send("3", QUEUED);
        rig.run();
        assertThat(statusOf(later)).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void whatIsSentLaterDoesNotCount() {
        Rig rig = new Rig().connected();
        rig.server.acking = false;
        rig.send("1", ACKED);
        CompletableFuture<Boolean> drained = rig.client.drain(ofSeconds(5));
        rig.send("2", ACKED);
        rig.run();

        rig.hear("ack|1|{}");

        assertThat(drained).isCompletedWithValue(true);
    }

    @Test
    void whoWaitsForRoomCounts() {
        Rig rig = new Rig(
                builder -> builder.outbox(Outbox.inMemory().maxMessages(1).whenFull(Overflow.WAIT)));
        rig.server.acking = false;
        rig.connected();
        rig.send("1", ACKED);
        rig.send("2", ACKED);
        CompletableFuture<Boolean> drained = rig.client.drain(ofSeconds(5));
        rig.hear("ack|1|{}");
        assertThat(drained).isNotDone();

        rig.hear("ack|2|{}");

        assertThat(drained).isCompletedWithValue(true);
    }

    @Test
    void itsTimeEndsItAndNotTheMessages() {
        Rig rig = new Rig();
        Receipt receipt = rig.send("1", QUEUED);
        CompletableFuture<Boolean> drained = rig.client.drain(ofSeconds(5));

        rig.advance(Duration.ofMillis(4999));
        assertThat(drained).isNotDone();
        rig.advance(Duration.ofMillis(1));

        assertThat(drained).isCompletedWithValue(false);
        rig.connected();
        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void noTimeAtAllAsksHowThingsStand() {
        Rig rig = new Rig();
        CompletableFuture<Boolean> empty = rig.client.drain(ZERO);
        rig.send("1", QUEUED);
        CompletableFuture<Boolean> full = rig.client.drain(ofSeconds(-1));
        rig.run();

        assertThat(empty).isCompletedWithValue(true);
        assertThat(full).isCompletedWithValue(false);
    }

    @Test
    void theEndOfTheClientEndsIt() {
        Rig rig = new Rig(builder -> builder.outbox(Outbox.on(new ScriptedStore())));
        rig.send("1", ACKED);
        CompletableFuture<Boolean> drained = rig.client.drain(ofSeconds(500));
        rig.run();

        rig.client.closeAsync(ZERO);
        rig.run();
        CompletableFuture<Boolean> after = rig.client.drain(ofSeconds(500));
        rig.run();

        assertThat(drained).isCompletedWithValue(false);
        assertThat(after).isCompletedWithValue(false);
        assertThat(rig.time.planned()).isZero();
    }

    @Test
    void askingAClosedClientEndsNothingThatIsLeftInTheStore() {
        ScriptedStore store = new ScriptedStore();
        Rig rig = new Rig(builder -> builder.outbox(Outbox.on(store)));
        rig.send("1", ACKED.timeToLive(ofSeconds(60)));
        rig.run();
        rig.client.closeAsync(ZERO);
        rig.advance(ofSeconds(61));

        CompletableFuture<Boolean> after = rig.client.drain(ZERO);
        rig.run();

        assertThat(after).isCompletedWithValue(false);
        assertThat(rig.ledger().ended()).as("the next client tells").isZero();
        assertThat(store.kept.size()).isOne();
    }

    @Test
    void outcomesThatCameBeforeTheEndCount() {
        Rig rig = new Rig();
        Receipt receipt = rig.send("1", QUEUED);
        CompletableFuture<Boolean> drained = rig.client.drain(ofSeconds(5));

        rig.client.cancel("1");
        rig.client.closeAsync(ZERO);
        rig.run();

        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.CANCELLED);
        assertThat(drained).isCompletedWithValue(true);
    }

    @Test
    void theCrowdOfThoseWhoWaitIsBounded() {
        Rig rig = new Rig();
        rig.send("1", QUEUED);
        CompletableFuture<Boolean> first = rig.client.drain(ofSeconds(500));
        for (int i = 1; i < 1_000; i++) {
            rig.client.drain(ofSeconds(500));
        }
        CompletableFuture<Boolean> tooMany = rig.client.drain(ofSeconds(500));
        rig.run();
        assertThat(failureOf(tooMany).code()).isEqualTo(ErrorCode.OUTBOX_FULL);

        first.cancel(false);
        CompletableFuture<Boolean> next = rig.client.drain(ofSeconds(500));
        rig.connected();

        assertThat(next).isCompletedWithValue(true);
    }
}
