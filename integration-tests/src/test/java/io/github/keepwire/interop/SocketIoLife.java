// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.Room;
import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.protocol.socketio.SocketIo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How connections to the official server begin and end; once for each transport. */
abstract class SocketIoLife extends SocketIoTrouble {
    // connecting

    @Test
    void connectsAndHearsAnEvent() throws Exception {
        connected("");

        assertThat(next("hello").payload().as(String.class)).isNotEmpty();
    }

    @Test
    void thePathIsTheNamespace() throws Exception {
        RealtimeClient client = connected("/chat");

        assertThat(ack(client, "echo", "x").as(String.class)).isEqualTo("x");
    }

    @Test
    void anUnknownNamespaceFailsAndSaysSo() {
        RealtimeClient client = client(server, "/nope", builder -> builder);

        assertThat(failureOf(client.connect()))
                .hasMessageContaining("/nope is unknown to the server")
                .extracting(KeepwireException::code)
                .isEqualTo(ErrorCode.HANDSHAKE_REFUSED);
    }

    @Test
    void aWrongPathSaysWhatToLookAt() throws Exception {
        RealtimeClient client = client(
                server,
                "",
                builder -> builder.protocol(SocketIo.defaults().path("/wrong")).reconnect(Reconnect.off()));

        assertThat(failureOf(client.connect()))
                .hasMessageContaining("SocketIo.path(..)")
                .hasMessageContaining("/wrong/");
    }

    @Test
    void aServerOfPollingOnlySaysSo() throws Exception {
        try (NodeServer polling = NodeServer.start(Map.of("TRANSPORTS", "polling"))) {
            RealtimeClient client = client(polling, "", builder -> builder.reconnect(Reconnect.off()));

            assertThat(failureOf(client.connect())).hasMessageContaining("that takes WebSockets?");
        }
    }

    @Test
    void theServerSeesQueryAndAuth() throws Exception {
        SocketIo dialect = SocketIo.defaults()
                .query("client_id", "a b&c")
                .auth(Map.of("version", 1))
                .tokenInQuery("token");
        RealtimeClient client = connected(
                server,
                "?x=y",
                builder -> builder.protocol(dialect)
                        .header("X-Ours", "yes")
                        .token(() -> CompletableFuture.completedFuture(Token.of("t1"))));

        List<?> who = ack(client, "who").as(List.class);

        assertThat(who.get(0)).isEqualTo(Map.of("version", 1, "token", "t1"));
        assertThat(who.get(1).toString()).contains("x=y", "client_id=a b&c", "token=t1", "EIO=4");
        assertThat(who.get(2).toString()).contains("x-ours=yes");
    }

    // tokens

    @Test
    void aRefusedTokenIsRenewedOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        RealtimeClient client = connected(
                server,
                "/secure",
                builder -> builder.token(() -> CompletableFuture.completedFuture(
                        Token.of(asked.incrementAndGet() == 1 ? "expired" : "good"))));

        assertThat(asked).hasValue(2);
        assertThat(ack(client, "echo", 1).json()).isEqualTo("1");
    }

    @Test
    void aTokenThatIsRefusedTwiceEndsTheAttempts() {
        AtomicInteger asked = new AtomicInteger();
        RealtimeClient client = client(
                server,
                "/secure",
                builder -> builder.token(() -> {
                    asked.incrementAndGet();
                    return CompletableFuture.completedFuture(Token.of("expired"));
                }));

        KeepwireException failure = failureOf(client.connect());

        assertThat(failure.code()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED);
        assertThat(failure).hasMessageContaining("token expired");
        assertThat(failure).isInstanceOfSatisfying(KeepwireException.ServerError.class, error -> {
            assertThat(error.serverCode()).isEqualTo("TOKEN_EXPIRED");
            assertThat(error.details()).isEqualTo("{\"code\":\"TOKEN_EXPIRED\"}");
        });
        assertThat(asked).hasValue(2);
    }

    // endings

    @Test
    void aDisconnectOnPurposeIsFinalUntilTheApplicationConnects() throws Exception {
        RealtimeClient client = connected("");
        client.send("kick", 1);
        awaitState(client, ConnectionState.FAILED);

        client.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(ack(client, "echo", 1).json()).isEqualTo("1");
    }

    @Test
    void aPoliteCloseIsNoticedAtOnce() throws Exception {
        comesBackAfter("hang-up", 1);
    }

    @Test
    void aKilledConnectionIsNoticedAtOnce() throws Exception {
        comesBackAfter("kill-tcp", 1);
    }

    @Test
    void garbageFromTheServerEndsTheLink() throws Exception {
        comesBackAfter("raw", "42[\"x\",{bad");
        comesBackAfter("raw", "9x");
        comesBackAfter("raw", "42[\"connect\",1]");
    }

    private void comesBackAfter(String event, Object argument) throws Exception {
        RealtimeClient client = connected("");
        CompletableFuture<StateChange> loss = lossOf(client);
        client.send(event, argument);
        loss.get(5, TimeUnit.SECONDS); // the official client takes 45 s for a polite close

        assertThat(ack(client, "echo", "again").as(String.class)).isEqualTo("again");
        client.close();
    }

    @Test
    void aRestartedServerIsComeBackToAndNothingIsLost() throws Exception {
        try (NodeServer mortal = NodeServer.start(Map.of())) {
            RealtimeClient client = connected(mortal, "", builder -> builder);
            Room room = client.room("hall");
            room.join().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            mortal.kill();
            awaitState(client, ConnectionState.RECONNECTING);
            CompletableFuture<Outcome> waiting =
                    client.send("echo", "kept", ACKED).outcome();
            mortal.restart();

            assertThat(waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS).reply().as(String.class))
                    .isEqualTo("kept");
            await().atMost(ofSeconds(PATIENCE_SECONDS)).until(room::isJoined);
        }
    }

    @Test
    void theRoomOfANamespaceIsJoinedAgainAfterAKilledConnection() throws Exception {
        RealtimeClient client = connected("");
        Room room = client.channel("/chat").room("hall");
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        room.on("message", message -> lines.add(message.payload().field("message")));
        room.join().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        cut(client);
        await().atMost(ofSeconds(PATIENCE_SECONDS)).until(room::isJoined);

        room.emit("message", Map.of("message", "back"));

        await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> lines.size() == 1);
        assertThat(lines).containsExactly("back");
    }

    @Test
    void aServerThatFallsSilentIsLostWhenItsPingIsOverdue() throws Exception {
        try (NodeServer frozen = NodeServer.start(Map.of("PING_INTERVAL", "300", "PING_TIMEOUT", "3000"))) {
            RealtimeClient client = connected(frozen, "", builder -> builder);
            assertThat(ack(client, "echo", 1).json()).isEqualTo("1");
            CompletableFuture<StateChange> loss = lossOf(client);

            frozen.freeze();

            assertThat(loss.get(PATIENCE_SECONDS, TimeUnit.SECONDS).error().code())
                    .isEqualTo(ErrorCode.LINK_LOST);
        }
    }

    @Test
    void theServersPingsKeepTheLinkAlive() throws Exception {
        try (NodeServer lively = NodeServer.start(Map.of("PING_INTERVAL", "100", "PING_TIMEOUT", "5000"))) {
            RealtimeClient client = connected(lively, "", builder -> builder);
            await().atMost(ofSeconds(PATIENCE_SECONDS))
                    .until(() -> client.stats().inbound().control() > 15);

            assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void aFloodArrivesWholeAndInOrder() throws Exception {
        RealtimeClient client = connected("");
        List<Integer> drops = Collections.synchronizedList(new ArrayList<>());
        client.on("drop", Integer.class, (number, message) -> drops.add(number));
        client.send("flood", 20_000);

        await().atMost(ofSeconds(60)).until(() -> drops.size() >= 20_000);
        for (int i = 0; i < 20_000; i++) {
            assertThat(drops.get(i)).isEqualTo(i);
        }
    }

    @Test
    void missedEventsComeAfterTheOutageInOrderAndOnce() throws Exception {
        try (NodeServer remembering = NodeServer.start(Map.of("RECOVERY", "yes"))) {
            RealtimeClient alice = connected(remembering, "", builder -> builder);
            RealtimeClient bob = connected(
                    remembering,
                    "",
                    builder -> builder.protocol(SocketIo.defaults().recovery())
                            .reconnect(Reconnect.defaults()
                                    .backoff(Backoff.fixed(ofHours(1)).noJitter())));
            List<String> shouts = Collections.synchronizedList(new ArrayList<>());
            bob.on("shout", String.class, (text, message) -> shouts.add(text));
            bob.onRecovery(recovery -> shouts.add(recovery.kind().toString()));
            alice.onRecovery(recovery -> shouts.add("alice has not asked for recovery"));
            alice.send("shout", "before");
            await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> shouts.size() == 1);
            bob.send("kill-tcp", 1);
            awaitState(bob, ConnectionState.RECONNECTING);
            for (int i = 0; i < 20; i++) {
                ack(alice, "shout-ack", "missed " + i);
            }

            bob.reconnectNow();
            awaitState(bob, ConnectionState.OPEN);
            alice.send("shout", "after");
            await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> shouts.size() == 23);
            List<String> expected = new ArrayList<>(List.of("before", "RECOVERED"));
            for (int i = 0; i < 20; i++) {
                expected.add("missed " + i);
            }
            expected.add("after");
            assertThat(shouts).isEqualTo(expected);
        }
    }

    @Test
    void aServerThatHasForgottenUsIsToldOf() throws Exception {
        try (NodeServer mortal = NodeServer.start(Map.of("RECOVERY", "yes"))) {
            RealtimeClient bob = connected(
                    mortal, "", builder -> builder.protocol(SocketIo.defaults().recovery()));
            List<String> order = Collections.synchronizedList(new ArrayList<>());
            bob.onAny(message -> order.add(message.type()));
            bob.onRecovery(recovery -> order.add(recovery.kind() + " " + recovery.scope()));
            bob.send("say-back", 1);
            await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> order.contains("back"));
            order.clear();
            mortal.kill();
            awaitState(bob, ConnectionState.RECONNECTING);
            mortal.restart();

            await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> order.contains("hello"));
            assertThat(order).containsExactly("RESET null", "hello");
        }
    }
}
