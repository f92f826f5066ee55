// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.Room;
import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.policy.SendOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server that is not the official one and has its own ideas; once for each transport. It has no sound binary parts. */
abstract class NettyTalk extends SocketIoStage {
    private NettyServer netty;

    @Override
    @BeforeAll
    void startServer() throws IOException {
        netty = NettyServer.start();
    }

    @Override
    @AfterAll
    void stopServer() {
        if (netty != null) {
            netty.close();
        }
    }

    private RealtimeClient client(String namespace, UnaryOperator<RealtimeClientBuilder> settings) {
        return client(Addresses.of(netty.url(namespace)), settings);
    }

    private RealtimeClient at(String namespace) throws Exception {
        RealtimeClient client = client(namespace, builder -> builder);
        client.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return client;
    }

    @Test
    void acksComeBackInTheMainNamespaceAndInAnother() throws Exception {
        assertThat(ack(at(""), "echo", "x", 1).as(Object.class)).isEqualTo(Arrays.asList("x", 1));
        assertThat(ack(at("/chat"), "echo", "\ud83d\ude80", 2).as(Object.class))
                .isEqualTo(Arrays.asList("\ud83d\ude80", 2));
    }

    @Test
    void whatTheServerSaysBeforeItLetsUsInIsDeliveredAfterIt() throws Exception {
        at("");

        assertThat(next("early").arguments())
                .singleElement()
                .satisfies(argument -> assertThat(argument.as(String.class)).isEqualTo("before the door"));
    }

    @Test
    void namespacesShareOneLink() throws Exception {
        RealtimeClient client = at("");
        Subscription chat = client.subscribe("/chat", message -> {});
        chat.confirmed().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        Outcome outcome = outcome(client, Scope.channel("/chat"), "echo", "in chat", 1);

        assertThat(outcome.reply().as(Object.class)).isEqualTo(Arrays.asList("in chat", 1));
        assertThat(ack(client, "echo", "in main", 2).as(Object.class)).isEqualTo(Arrays.asList("in main", 2));
    }

    @Test
    void theServersQuestionIsAnswered() throws Exception {
        RealtimeClient client = at("");
        client.on(
                "ask",
                message -> client.send(
                        message.answer("yes to " + message.payload().as(Integer.class)), SendOptions.volatileOnly()));

        client.send("ask-me", 7);

        assertThat(next("answered").payload().as(String.class)).isEqualTo("yes to 7");
    }

    @Test
    void roomsAreJoinedTalkedInAndLeft() throws Exception {
        RealtimeClient alice = at("/chat");
        Room room = at("/chat").room("hall");
        Queue<Message> inRoom = new ConcurrentLinkedQueue<>();
        room.on("message", inRoom::add);
        room.join().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        alice.room("hall")
                .send("message", Map.of("message", "hi"), ACKED)
                .outcome()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> inRoom.size() == 1);
        assertThat(inRoom.peek().payload().asMap()).isEqualTo(Map.of("roomId", "hall", "message", "hi"));
        room.leave().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void aRefusedTokenIsToldWithWhatTheServerSays() throws Exception {
        KeepwireException refusal = failureOf(
                client("/secure", builder -> token(builder, "expired")).connect());
        RealtimeClient good = client("/secure", builder -> token(builder, "good"));
        good.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(refusal.code()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED);
        assertThat(refusal).hasMessageContaining("token expired");
        assertThat(((KeepwireException.ServerError) refusal).serverCode()).isEqualTo("7");
        assertThat(ack(good, "echo", 1, 2).json()).isEqualTo("[1,2]");
    }

    private static RealtimeClientBuilder token(RealtimeClientBuilder builder, String token) {
        return builder.token(() -> CompletableFuture.completedFuture(Token.of(token)));
    }

    @Test
    void anUnknownNamespaceFailsAndSaysSo() {
        assertThat(failureOf(client("/nope", builder -> builder).connect()))
                .hasMessageContaining("/nope is unknown to the server");
    }

    @Test
    void theServersPingsKeepTheLinkAlive() throws Exception {
        RealtimeClient client = at("");

        await().atMost(ofSeconds(PATIENCE_SECONDS))
                .until(() -> client.stats().inbound().control() > 8);

        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(errors).isEmpty();
    }

    @Test
    void whoIsDisconnectedStaysAwayUntilTheApplicationConnects() throws Exception {
        RealtimeClient client = at("/chat");
        client.send("kick", 1);
        awaitState(client, ConnectionState.FAILED);

        client.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(ack(client, "echo", List.of(), 1).json()).isEqualTo("[[],1]");
    }
}
