// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.message.Scope;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.socketio.SocketIo;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.testing.ManualTime;
import io.github.keepwire.transport.Frame;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole client that speaks Socket.IO, on virtual time. */
class SocketIoClientTest {
    private final ManualTime time = new ManualTime(7);
    private final SocketIoServer server = new SocketIoServer();
    private final List<String> events = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private RealtimeClient client;

    private RealtimeClient client(UnaryOperator<RealtimeClientBuilder> settings) {
        RealtimeClientBuilder builder = RealtimeClient.builder(URI.create("ws://socket.test"))
                .environment(time.environment())
                .transport(LoopbackTransport.to(server))
                .protocol(SocketIo.defaults())
                .reconnect(
                        Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)).noJitter()));
        client = settings.apply(builder).build();
        client.onState(change -> events.add(change.current().toString()));
        client.onError(error -> events.add(error.error().code().toString()));
        client.onAny(messages::add);
        return client;
    }

    private void connect() {
        if (client == null) {
            client(builder -> builder);
        }
        client.connect();
        run();
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
        events.clear();
        server.take();
    }

    private void run() {
        while (time.step()) {
            assertThat(client.stats().ledger().balances()).isTrue();
        }
    }

    private void hear(String frame) {
        server.peer.send(frame);
        run();
    }

    @Test
    void openMeansThatTheNamespaceIsEntered() {
        server.answer = null;
        CompletableFuture<Void> opened = client(builder -> builder).connect();
        run();
        assertThat(server.heard).containsExactly("40");
        assertThat(opened).isNotDone();

        hear("40{\"sid\":\"s1\"}");

        assertThat(opened).isCompleted();
        assertThat(server.requests.get(0).uri()).hasToString("ws://socket.test/socket.io/?EIO=4&transport=websocket");
    }

    @Test
    void anAckIsTheOutcomeOfItsMessage() {
        connect();
        Receipt receipt = client.send("hello", Map.of("a", 1), SendOptions.acked(ofSeconds(5)));
        run();
        assertThat(server.take()).containsExactly("420[\"hello\",{\"a\":1}]");

        hear("430[{\"b\":2}]");

        Outcome outcome = receipt.outcome().join();
        assertThat(outcome.status()).isEqualTo(Outcome.Status.ACKED);
        assertThat(outcome.reply().asMap()).containsEntry("b", 2);
    }

    @Test
    void whatIsNotAckedGoesAgainOnTheNextLinkUnderAnotherAckId() {
        connect();
        Receipt receipt = client.send("hello", 1, SendOptions.acked(ofSeconds(5)));
        run();
        assertThat(server.take()).containsExactly("420[\"hello\",1]");
        server.peer.cut();
        time.advance(ofSeconds(1));
        run();

        assertThat(server.take()).containsExactly("40", "420[\"hello\",1]");
        hear("430[]");
        assertThat(receipt.outcome().join().status()).isEqualTo(Outcome.Status.ACKED);
    }

    @Test
    void aSilentServerIsGivenUpWhenItsPingIsOverdue() {
        client(builder -> builder.heartbeat(Heartbeat.every(ofSeconds(1000))));
        connect();
        time.advance(ofSeconds(44));
        hear("2");
        assertThat(server.take()).containsExactly("3");
        time.advance(ofMillis(44_900));
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);

        time.advance(ofMillis(200));

        assertThat(events).startsWith("RECONNECTING");
    }

    @Test
    void garbageEndsTheLinkAndTheClientComesBack() {
        connect();
        hear("42[\"x\",{bad");
        assertThat(client.state()).isEqualTo(ConnectionState.RECONNECTING);

        time.advance(ofSeconds(1));
        run();

        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void aServerThatDisconnectsUsIsNotConnectedToAgain() {
        connect();
        hear("41");

        assertThat(client.state()).isEqualTo(ConnectionState.FAILED);
        client.connect();
        run();
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aRefusedTokenIsRenewedOnceAndThenTheClientFails() {
        List<String> shown = new ArrayList<>();
        client(builder -> builder.token(() -> {
            shown.add("t" + (shown.size() + 1));
            return CompletableFuture.completedFuture(Token.of(shown.get(shown.size() - 1)));
        }));
        server.answer = "44{\"message\":\"token expired\"}";
        CompletableFuture<Void> opened = client.connect();
        run();
        assertThat(client.state()).isEqualTo(ConnectionState.RECONNECTING);
        time.advance(ofSeconds(30));
        run();

        assertThat(client.state()).isEqualTo(ConnectionState.FAILED);
        assertThat(server.heard).containsExactly("40{\"token\":\"t1\"}", "40{\"token\":\"t2\"}");
        assertThat(Rig.failureOf(opened).code()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED);
    }

    @Test
    void aRenewedTokenLetsUsIn() {
        client(builder -> builder.token(
                () -> CompletableFuture.completedFuture(Token.of(server.requests.isEmpty() ? "old" : "new"))));
        server.answer = "44{\"message\":\"token expired\"}";
        client.connect();
        run();
        server.answer = "40{\"sid\":\"s2\"}";
        time.advance(ofSeconds(2));
        run();

        assertThat(server.heard).containsExactly("40{\"token\":\"old\"}", "40{\"token\":\"new\"}");
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void whatGoesToANamespaceWaitsForItAlsoAfterAReconnect() {
        connect();
        List<String> chat = new ArrayList<>();
        Subscription subscription = client.subscribe("/chat", message -> chat.add(message.type()));
        run();
        hear("40/chat,{\"sid\":\"c1\"}");
        hear("42/chat,[\"m\"]");
        server.peer.cut();
        Message toChat = Message.builder("say")
                .payload("hi")
                .scope(Scope.channel("/chat"))
                .build();
        Receipt receipt = client.send(toChat, SendOptions.acked(ofSeconds(5)));
        time.advance(ofSeconds(1));
        run();
        server.take();
        time.advance(ofMillis(200));
        assertThat(server.heard).isEmpty();

        hear("40/chat,{\"sid\":\"c2\"}");

        assertThat(server.take()).containsExactly("42/chat,0[\"say\",\"hi\"]");
        hear("43/chat,0[]");
        assertThat(receipt.outcome().join().status()).isEqualTo(Outcome.Status.ACKED);
        assertThat(chat).containsExactly("m");
        assertThat(subscription.channel()).isEqualTo("/chat");
    }

    @Test
    void aRoomIsJoinedAgainAfterAReconnect() {
        connect();
        Room room = client.room("hall");
        CompletableFuture<Void> joined = room.join();
        run();
        assertThat(server.take()).containsExactly("420[\"join_room\",{\"roomId\":\"hall\"}]");
        hear("430[{\"success\":true}]");
        assertThat(joined).isCompleted();
        server.peer.cut();
        time.advance(ofSeconds(1));
        run();

        assertThat(server.take()).containsExactly("40", "420[\"join_room\",{\"roomId\":\"hall\"}]");
    }

    @Test
    void argumentsAndBytesSurviveARestart(@TempDir Path folder) {
        client(builder -> builder.outbox(Outbox.durable(folder)));
        Message photo = Message.builder("photo")
                .arguments(Arrays.asList("name", new byte[] {1, 2, 3}, null))
                .build();
        client.send(photo, SendOptions.queued());
        run();
        client.closeAsync(ofSeconds(0));
        run();

        client(builder -> builder.outbox(Outbox.durable(folder)));
        client.connect();
        run();

        assertThat(server.heard)
                .containsExactly("40", "451-[\"photo\",\"name\",{\"_placeholder\":true,\"num\":0},null]", "3 bytes");
    }

    @Test
    void theServersRequestIsAnswered() {
        connect();
        client.on("ask", message -> client.send(message.answer(42), SendOptions.volatileOnly()));
        hear("427[\"ask\",{\"n\":1}]");

        assertThat(server.take()).containsExactly("437[42]");
    }

    @Test
    void whatTheProtocolCannotCarryFailsAloneAndSaysWhy() {
        connect();
        Receipt reserved = client.send("disconnect", 1);
        Receipt large = client.send("x", "x".repeat(1_000_000));
        Receipt good = client.send("x", 1);
        run();

        assertThat(reserved.outcome().join().status()).isEqualTo(Outcome.Status.FAILED);
        assertThat(large.outcome().join().status()).isEqualTo(Outcome.Status.FAILED);
        assertThat(large.outcome().join().error()).hasMessageContaining("the server takes 1000000");
        assertThat(good.outcome().join().status()).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void aSeatIsShownAgainAndItsOffsetsAreNobodysBusiness() {
        server.answer = "40{\"sid\":\"s1\",\"pid\":\"p1\"}";
        client(builder -> builder.protocol(SocketIo.defaults().recovery().auth(Map.of("a", 1))));
        connect();
        hear("42[\"hello\",{\"b\":1},\"o1\"]");
        hear("42[\"bare\",\"o2\"]");
        hear("427[\"ask\",\"own\"]");
        server.peer.cut();
        time.advance(ofSeconds(1));
        run();

        assertThat(server.take()).containsExactly("40{\"pid\":\"p1\",\"offset\":\"o2\",\"a\":1}");
        assertThat(messages).extracting(message -> message.arguments().size()).containsExactly(1, 0, 1);
    }

    @Test
    void aSeatThatTheServerHasGivenAwayIsForgotten() {
        server.answer = "40{\"sid\":\"s1\",\"pid\":\"p1\"}";
        client(builder -> builder.protocol(SocketIo.defaults().recovery()));
        connect();
        hear("42[\"hello\",\"o1\"]");
        server.answer = "40{\"sid\":\"s2\",\"pid\":\"p2\"}";
        server.peer.cut();
        time.advance(ofSeconds(1));
        run();
        server.peer.cut();
        time.advance(ofSeconds(1));
        run();

        assertThat(server.take()).containsExactly("40{\"pid\":\"p1\",\"offset\":\"o1\"}", "40");
    }

    @Test
    void withoutRecoveryTheLastArgumentIsOneLikeTheOthers() {
        server.answer = "40{\"sid\":\"s1\",\"pid\":\"p1\"}";
        connect();
        hear("42[\"hello\",\"o1\"]");

        assertThat(messages.get(0).payload().as(String.class)).isEqualTo("o1");
    }

    @Test
    void allBinaryPartsOfAMessageCountAgainstItsLimit() {
        client(builder -> builder.validator(MessageValidator.defaults().maxBytes(100)));
        connect();
        server.peer.send("452-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        server.peer.send(Frame.binary(ByteBuffer.allocate(99)));
        server.peer.send(Frame.binary(ByteBuffer.allocate(2)));
        run();

        assertThat(messages).isEmpty();
        assertThat(events).containsExactly("MESSAGE_TOO_LARGE");
    }
}
