// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RealtimeClientConnectTest {
    private final Rig rig = new Rig();

    @Test
    void aClientIsBuiltIdleAndDoesNothing() {
        rig.run();

        assertThat(rig.client.state()).isEqualTo(ConnectionState.IDLE);
        assertThat(rig.server.requests).isEmpty();
        assertThat(rig.time.planned()).isZero();
    }

    @Test
    void connectCompletesAtOpen() {
        CompletableFuture<Void> opened = rig.client.connect();
        assertThat(opened).isNotDone();

        rig.run();

        assertThat(opened).isCompleted();
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(rig.states()).containsExactly("IDLE -> CONNECTING", "CONNECTING -> OPEN");
    }

    @Test
    void theBuilderMayConnectAtOnce() {
        RealtimeClient client = RealtimeClient.builder(Rig.ADDRESS)
                .environment(rig.time.environment())
                .transport(rig.transport)
                .protocol(new PipeDialect())
                .connect();

        rig.run();

        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void openMeansThatTheHandshakeIsDone() {
        Rig greeting = new Rig(PipeDialect.greeting());
        greeting.server.welcoming = false;
        CompletableFuture<Void> opened = greeting.client.connect();
        greeting.run();
        assertThat(greeting.server.frames).containsExactly("hello||");
        assertThat(opened).isNotDone();
        assertThat(greeting.client.state()).isEqualTo(ConnectionState.CONNECTING);

        greeting.hear("welcome||");

        assertThat(opened).isCompleted();
        assertThat(greeting.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void connectOnAnOpenClientCompletesWithoutAnotherLink() {
        rig.connected();

        CompletableFuture<Void> again = rig.client.connect();
        rig.run();

        assertThat(again).isCompleted();
        assertThat(rig.server.requests).hasSize(1);
        assertThat(rig.states()).hasSize(2);
    }

    @Test
    void allWhoConnectMeanwhileHearOfTheOneAttempt() {
        CompletableFuture<Void> first = rig.client.connect();
        CompletableFuture<Void> second = rig.client.connect();
        CompletableFuture<Void> third = rig.client.connect();
        third.cancel(true);
        rig.run();

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(rig.server.requests).hasSize(1);
    }

    @Test
    void completingTheFutureChangesNothing() {
        rig.client.connect().completeExceptionally(new IllegalStateException("by the application"));
        rig.run();

        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aRefusalFailsTheAttemptWithItsReason() {
        ConnectionException refusal = ConnectionException.refused("pipe.test:80", 403, null);
        rig.server.refusal = refusal;

        CompletableFuture<Void> opened = rig.client.connect();
        rig.run();

        assertThat(failureOf(opened)).isSameAs(refusal);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
        assertThat(rig.states()).containsExactly("IDLE -> CONNECTING", "CONNECTING -> FAILED");
        assertThat(rig.changes.get(1).error()).isSameAs(refusal);
        assertThat(rig.changes.get(1).reason()).isEqualTo(refusal.getMessage());
    }

    @Test
    void aFailedClientMayConnectAgain() {
        rig.server.refusal = ConnectionException.refused("pipe.test:80", 503, null);
        rig.client.connect();
        rig.run();
        rig.server.refusal = null;

        rig.connected();

        assertThat(rig.states())
                .containsExactly(
                        "IDLE -> CONNECTING", "CONNECTING -> FAILED", "FAILED -> CONNECTING", "CONNECTING -> OPEN");
    }

    @Test
    void aHandshakeThatTheDialectDoesNotFinishTimesOut() {
        Rig greeting = new Rig(PipeDialect.greeting(), builder -> builder.handshakeTimeout(ofSeconds(3)));
        greeting.server.welcoming = false;
        CompletableFuture<Void> opened = greeting.client.connect();

        greeting.advance(ofSeconds(3).minusNanos(1));
        assertThat(opened).isNotDone();
        greeting.advance(Duration.ofNanos(1));

        assertThat(failureOf(opened).code()).isEqualTo(ErrorCode.HANDSHAKE_TIMEOUT);
        assertThat(failureOf(opened)).hasMessageContaining("pipe.test:80");
        assertThat(greeting.client.state()).isEqualTo(ConnectionState.FAILED);
        assertThat(greeting.transport.openLinks()).isZero();
        assertThat(greeting.time.planned()).isZero();
    }

    @Test
    void theServerMayEndTheLinkInTheHandshake() {
        Rig greeting = new Rig(PipeDialect.greeting());
        greeting.server.welcoming = false;
        CompletableFuture<Void> opened = greeting.client.connect();
        greeting.run();

        greeting.server.peer().close(4003, "not you");
        greeting.run();

        assertThat(failureOf(opened)).isInstanceOf(ConnectionException.class);
        assertThat(((ConnectionException) failureOf(opened)).closeCode()).contains(4003);
        assertThat(greeting.client.state()).isEqualTo(ConnectionState.FAILED);
    }

    @Test
    void theDialectMayRefuseInTheHandshake() {
        Rig greeting = new Rig(PipeDialect.greeting());
        greeting.server.welcoming = false;
        CompletableFuture<Void> opened = greeting.client.connect();
        greeting.run();

        greeting.hear("bye||wrong token");

        assertThat(failureOf(opened).code()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED);
        assertThat(failureOf(opened)).hasMessage("wrong token");
        assertThat(greeting.transport.openLinks()).isZero();
    }

    @Test
    void aWelcomeThatComesTwiceIsHeardOnce() {
        Rig greeting = new Rig(PipeDialect.greeting()).connected();

        greeting.hear("welcome||");

        assertThat(greeting.client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(greeting.states()).hasSize(2);
    }

    @Test
    void headersSubprotocolsAndLimitsReachTheServer() {
        Rig dressed = new Rig(builder -> builder.header("X-Tenant", "t1")
                .subprotocols(List.of("pipe.v1"))
                .maxMessageBytes(1234));

        dressed.connected();

        assertThat(dressed.server.requests.get(0).headers()).containsEntry("X-Tenant", "t1");
        assertThat(dressed.server.requests.get(0).subprotocols()).containsExactly("pipe.v1");
        assertThat(dressed.server.requests.get(0).maxMessageBytes()).isEqualTo(1234);
    }

    @Test
    void eachLinkHasASessionOfItsOwn() {
        rig.connected();
        rig.server.peer().cut();
        rig.run();
        rig.connected();

        assertThat(rig.dialect.calls)
                .containsExactly("prepare", "newSession", "opened", "ended", "prepare", "newSession", "opened");
    }
}
