// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static io.github.keepwire.Rig.statusOf;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.time.Environment;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RealtimeClientCloseTest {
    private static final SendOptions ACKED = SendOptions.acked(ofSeconds(60));

    private Rig rig = new Rig();

    @Test
    void anIdleClientIsClosedAtOnce() {
        CompletableFuture<Void> closed = rig.client.closeAsync(ofSeconds(5));
        rig.run();

        assertThat(closed).isCompleted();
        assertThat(rig.states()).containsExactly("IDLE -> CLOSED");
        assertThat(rig.changes.get(0).reason()).isEqualTo("close() was called");
    }

    @Test
    void anOpenClientSaysGoodbye() {
        rig.connected();

        CompletableFuture<Void> closed = rig.client.closeAsync(ofSeconds(5));
        rig.run();

        assertThat(closed).isCompleted();
        assertThat(rig.states()).endsWith("OPEN -> CLOSING", "CLOSING -> CLOSED");
        assertThat(rig.server.ends).hasSize(1);
        assertThat(rig.server.ends.get(0).code()).isEqualTo(1000);
        assertThat(rig.transport.openLinks()).isZero();
        assertThat(rig.time.planned()).isZero();
    }

    @Test
    void closingAgainCompletesToo() {
        rig.connected();
        CompletableFuture<Void> first = rig.client.closeAsync(ofSeconds(5));
        CompletableFuture<Void> second = rig.client.closeAsync(ofSeconds(5));
        rig.run();
        CompletableFuture<Void> third = rig.client.closeAsync(ofSeconds(5));
        rig.run();

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(third).isCompleted();
        assertThat(rig.states()).hasSize(4);
    }

    @Test
    void connectAfterCloseFails() {
        rig.connected();
        rig.client.closeAsync(ZERO);
        rig.run();

        CompletableFuture<Void> opened = rig.client.connect();
        rig.run();

        assertThat(failureOf(opened).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(rig.server.requests).hasSize(1);
    }

    @Test
    void connectWhileClosingFailsAndChangesNothing() {
        rig.connected();
        rig.send("1", ACKED);
        rig.run();
        rig.client.closeAsync(ofSeconds(5));
        rig.run();

        CompletableFuture<Void> opened = rig.client.connect();
        rig.run();

        assertThat(failureOf(opened).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.CLOSING);
    }

    @Test
    void sendAfterCloseIsRefused() {
        rig.connected();
        rig.client.closeAsync(ZERO);
        rig.run();

        Receipt late = rig.client.send("note", "x");
        rig.run();

        assertThat(failureOf(late.accepted()).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(failureOf(late.outcome()).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(rig.ledger().refused()).isOne();
    }

    @Test
    void sendWhileClosingIsRefused() {
        rig.connected();
        rig.send("1", ACKED);
        rig.client.closeAsync(ofSeconds(5));
        Receipt late = rig.client.send("note", "x");
        rig.run();

        assertThat(failureOf(late.accepted()).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.CLOSING);
    }

    @Test
    void closingDrainsWhatAwaitsItsAck() {
        rig.connected();
        Receipt message = rig.send("1", ACKED);
        CompletableFuture<Void> closed = rig.client.closeAsync(ofSeconds(5));
        rig.advance(ofSeconds(3));
        assertThat(closed).isNotDone();

        rig.hear("ack|1|{}");

        assertThat(statusOf(message)).isEqualTo(Outcome.Status.ACKED);
        assertThat(closed).isCompleted();
        assertThat(rig.time.planned()).isZero();
    }

    @Test
    void theDrainHasADeadline() {
        rig.connected();
        Receipt message = rig.send("1", ACKED);
        CompletableFuture<Void> closed = rig.client.closeAsync(ofSeconds(5));
        rig.advance(ofSeconds(5).minusNanos(1));
        assertThat(closed).isNotDone();

        rig.advance(Duration.ofNanos(1));

        assertThat(closed).isCompleted();
        assertThat(statusOf(message)).isEqualTo(Outcome.Status.FAILED);
        assertThat(message.outcome().join().error().code()).isEqualTo(ErrorCode.CLOSED);
    }

    @Test
    void theShortestOfSeveralDrainsCounts() {
        rig.connected();
        rig.send("1", ACKED);
        CompletableFuture<Void> patient = rig.client.closeAsync(ofSeconds(60));
        rig.client.closeAsync(ofSeconds(2));
        rig.client.closeAsync(ofSeconds(30));

        rig.advance(ofSeconds(2));

        assertThat(patient).isCompleted();
    }

    @ParameterizedTest
    @MethodSource("strangeDrains")
    void anyDrainIsUnderstood(Duration drain, boolean waits) {
        rig.connected();
        rig.send("1", ACKED);

        CompletableFuture<Void> closed = rig.client.closeAsync(drain);
        rig.advance(ofSeconds(30));
        assertThat(closed.isDone()).isEqualTo(!waits);
        rig.hear("ack|1|{}");

        assertThat(closed).isCompleted();
    }

    static Object[][] strangeDrains() {
        return new Object[][] {
            {ZERO, false},
            {ofSeconds(-1), false},
            {ofSeconds(Long.MIN_VALUE), false},
            {ChronoUnit.FOREVER.getDuration(), true},
            {Duration.ofDays(100_000), true}
        };
    }

    @Test
    void closeWhileConnectingWithNothingToDeliverEndsTheAttempt() {
        rig = new Rig(PipeDialect.greeting());
        rig.server.welcoming = false;
        CompletableFuture<Void> opened = rig.client.connect();
        rig.run();

        CompletableFuture<Void> closed = rig.client.closeAsync(ofSeconds(5));
        rig.run();

        assertThat(closed).isCompleted();
        assertThat(failureOf(opened).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(rig.transport.openLinks()).isZero();
        assertThat(rig.time.planned()).isZero();
    }

    @Test
    void closeWhileConnectingWithMessagesDeliversThem() {
        rig = new Rig(PipeDialect.greeting());
        rig.server.welcoming = false;
        CompletableFuture<Void> opened = rig.client.connect();
        Receipt message = rig.client.send("note", "x");
        rig.run();
        CompletableFuture<Void> closed = rig.client.closeAsync(ofSeconds(5));
        rig.run();
        assertThat(failureOf(opened).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(closed).isNotDone();

        rig.hear("welcome||");

        assertThat(statusOf(message)).isEqualTo(Outcome.Status.SENT);
        assertThat(rig.server.payloads("note")).containsExactly("\"x\"");
        assertThat(closed).isCompleted();
        assertThat(rig.states()).containsExactly("IDLE -> CONNECTING", "CONNECTING -> CLOSING", "CLOSING -> CLOSED");
    }

    @Test
    void closeWhileConnectingGivesUpAtTheDrainsDeadline() {
        rig = new Rig(PipeDialect.greeting());
        rig.server.welcoming = false;
        rig.client.connect();
        Receipt message = rig.client.send("note", "x");
        rig.run();

        CompletableFuture<Void> closed = rig.client.closeAsync(ofSeconds(5));
        rig.advance(ofSeconds(5));

        assertThat(closed).isCompleted();
        assertThat(statusOf(message)).isEqualTo(Outcome.Status.FAILED);
        assertThat(rig.time.planned()).isZero();
    }

    @Test
    void closeOfAnIdleClientEndsWhatWasQueued() {
        Receipt message = rig.client.send("note", "x");
        rig.run();

        CompletableFuture<Void> closed = rig.client.closeAsync(ofSeconds(5));
        rig.run();

        assertThat(closed).isCompleted();
        assertThat(message.outcome().join().status()).isEqualTo(Outcome.Status.FAILED);
        assertThat(message.outcome().join().error().code()).isEqualTo(ErrorCode.CLOSED);
    }

    @Test
    void closeOfAFailedClientEndsWhatWasQueued() {
        rig.server.refusal = ConnectionException.refused("pipe.test:80", 503, null);
        rig.client.connect();
        Receipt message = rig.client.send("note", "x");
        rig.run();

        CompletableFuture<Void> closed = rig.client.closeAsync(ofSeconds(5));
        rig.run();

        assertThat(closed).isCompleted();
        assertThat(statusOf(message)).isEqualTo(Outcome.Status.FAILED);
        assertThat(rig.states()).endsWith("FAILED -> CLOSED");
    }

    @Test
    void aLossWhileDrainingEndsTheClient() {
        rig.connected();
        Receipt message = rig.send("1", ACKED);
        CompletableFuture<Void> closed = rig.client.closeAsync(ofSeconds(5));
        rig.run();

        rig.server.peer().cut();
        rig.run();

        assertThat(closed).isCompleted();
        assertThat(statusOf(message)).isEqualTo(Outcome.Status.FAILED);
        assertThat(rig.states()).endsWith("OPEN -> CLOSING", "CLOSING -> CLOSED");
        assertThat(rig.time.planned()).isZero();
    }

    @Test
    void aServerThatDoesNotAnswerTheCloseIsLeft() {
        rig.connected();
        rig.server.peer().blackHole();

        CompletableFuture<Void> closed = rig.client.closeAsync(ZERO);
        rig.advance(ofSeconds(1));
        assertThat(closed).isNotDone();
        rig.advance(ofSeconds(2));

        assertThat(closed).isCompleted();
        assertThat(rig.transport.openLinks()).isZero();
        assertThat(rig.time.planned()).isZero();
    }

    @Test
    void noMessageIsWrittenBehindTheClose() {
        rig.connected();
        rig.latency = Duration.ofMillis(500);
        for (int i = 0; i < 100; i++) {
            rig.send("m" + i, ACKED);
        }
        rig.advance(ofSeconds(1));
        rig.server.say("ack|m0|{}");
        rig.client.closeAsync(ZERO);
        rig.advance(ofSeconds(10));

        assertThat(rig.dialect.calls).filteredOn("encode"::equals).hasSize(64);
        assertThat(rig.ledger().ended()).isEqualTo(100);
        assertThat(rig.time.planned()).isZero();
    }

    @Test
    void aClosedClientHearsNothingMore() {
        rig.connected();
        var peer = rig.server.peer();
        rig.client.closeAsync(ZERO);
        rig.run();
        int changes = rig.changes.size();

        peer.send("note||1");
        peer.cut();
        rig.advance(Duration.ofMinutes(5));

        assertThat(rig.changes).hasSize(changes);
        assertThat(rig.client.stats().inbound().frames()).isZero();
    }

    @Test
    void aTransportThatWasPassedStaysOpen() {
        rig.connected();
        rig.client.closeAsync(ZERO);
        rig.run();

        Rig other = new Rig(builder -> builder.transport(rig.transport).environment(rig.time.environment()));
        CompletableFuture<Void> opened = other.client.connect();
        rig.run();

        assertThat(opened).isCompleted();
    }

    @Test
    void completionsSeeTheFinalBooks() {
        rig.connected();
        rig.send("1", ACKED);
        CompletableFuture<Long> endedThen =
                rig.client.closeAsync(ZERO).thenApply(nothing -> rig.ledger().ended());
        rig.run();

        assertThat(endedThen).isCompletedWithValue(1L);
    }

    @Test
    void aDrainForEverIsOneOnATickerBelowZeroToo() {
        Environment time = rig.time.environment();
        Rig below = new Rig(builder -> builder.transport(rig.transport)
                .environment(time.toBuilder()
                        .ticker(() -> time.ticker().nanos() - ofSeconds(1_000).toNanos())
                        .build()));
        below.client.connect();
        rig.run();
        below.send("1", ACKED);
        rig.run();

        CompletableFuture<Void> closed = below.client.closeAsync(ChronoUnit.FOREVER.getDuration());
        rig.run();
        assertThat(closed).isNotDone();
        rig.hear("ack|1|{}");

        assertThat(closed).isCompleted();
    }
}
