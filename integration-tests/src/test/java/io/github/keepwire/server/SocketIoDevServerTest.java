// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.server;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.Room;
import io.github.keepwire.auth.Token;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.testkit.socketio.SocketIoArguments;
import io.github.keepwire.testkit.socketio.SocketIoSettings;
import io.github.keepwire.testkit.socketio.SocketIoSocket;
import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client on our Socket.IO server, whose parser is another one. */
@ParameterizedClass
@MethodSource("transports")
class SocketIoDevServerTest {
    private static final List<Transport> TRANSPORTS = List.of(new JdkTransport(), new OkHttpTransport());
    private static final SendOptions ACKED = SendOptions.acked(ofSeconds(5));

    private final Transport transport;

    SocketIoDevServerTest(Transport transport) {
        this.transport = transport;
    }

    static List<Named<Transport>> transports() {
        return TRANSPORTS.stream()
                .map(transport -> Named.of(transport.name(), transport))
                .toList();
    }

    @RegisterExtension
    final DevServer server = DevServer.socketIo(
            SocketIoSettings.defaults().history(20).recovery(ofMinutes(1)).namespaces("/", "/chat"));

    @AfterAll
    static void closeTransports() {
        TRANSPORTS.forEach(Transport::close);
    }

    // acks, arguments, binary

    @Test
    void handlerAnswersWhatItIsAsked() throws Exception {
        server.io()
                .on(
                        "add",
                        (from, numbers, ack) ->
                                ack.send(numbers.get(0, Integer.class) + numbers.get(1, Integer.class)));

        Payload reply = ack(client("alice"), null, "add", 2, 3);

        assertThat(reply.as(Integer.class)).isEqualTo(5);
    }

    @Test
    void argumentsComeBackAsTheyWere() throws Exception {
        echo();
        RealtimeClient alice = client("alice");
        byte[] bytes = {1, 2, 3};

        assertThat(ack(alice, null, "echo", "x", 1L << 60, null, List.of(true, 2.5))
                        .as(Object.class))
                .isEqualTo(Arrays.asList("x", 1L << 60, null, List.of(true, 2.5)));
        Payload nested = ack(alice, null, "echo", Map.of("a", List.of(Map.of("b", bytes))));
        assertThat(nested.binary()).hasSize(1);
        assertThat(nested.json()).contains("_placeholder");
    }

    @Test
    void serversQuestionIsAnsweredWithBytes() throws Exception {
        RealtimeClient alice = client("alice");
        alice.on("photo?", message -> alice.send(message.answer(new byte[] {7}, "jpg"), SendOptions.volatileOnly()));

        SocketIoArguments answer = only().request("photo?", 1).get(10, TimeUnit.SECONDS);

        assertThat(answer.get(0, byte[].class)).containsExactly(7);
        assertThat(answer.get(1, String.class)).isEqualTo("jpg");
    }

    @Test
    void whatNobodyHandlesReachesTheOthers() throws Exception {
        Queue<Message> heard = heardBy(client("bob"), "news");

        assertThat(ack(client("alice"), null, "news", Map.of("photo", new byte[] {9}))
                        .field("success"))
                .isEqualTo("true");

        await().until(() -> heard.size() == 1);
        assertThat((byte[]) heard.peek().payload().asMap().get("photo")).containsExactly(9);
        assertThat(server.await("news", 1).get(0).text("/args/0/photo")).contains("CQ==");
    }

    // namespaces and tokens

    @Test
    void namespacesShareALink() throws Exception {
        echo();
        RealtimeClient alice = client("alice");
        Queue<String> inChat = new ConcurrentLinkedQueue<>();
        Subscription chat = alice.subscribe("/chat", message -> inChat.add(message.type()));
        server.awaitGroup("/chat", 1);

        server.publish("/chat", "news", "here");
        Payload reply = ack(alice, Scope.channel("/chat"), "echo", "in chat");

        assertThat(reply.as(String.class)).isEqualTo("in chat");
        await().until(() -> inChat.contains("news"));
        assertThat(chat.state()).isEqualTo(Subscription.State.ACTIVE);
        chat.close();
        server.awaitGroup("/chat", 0);
        assertThat(server.connections()).hasSize(1);
    }

    @Test
    void unknownNamespaceIsRefused() {
        Subscription nowhere = client("alice").subscribe("/nowhere", message -> {});

        await().until(() -> nowhere.state() == Subscription.State.REFUSED);
    }

    @Test
    void tokenThatIsRefusedIsRenewed() {
        server.io().tokens("fresh");
        AtomicInteger asked = new AtomicInteger();

        server.client(
                "alice",
                settings -> settings.transport(transport)
                        .token(() -> CompletableFuture.completedFuture(
                                Token.of(asked.incrementAndGet() == 1 ? "stale" : "fresh"))));

        assertThat(asked).hasValue(2);
        assertThat(only().auth()).containsEntry("token", "fresh");
    }

    // rooms

    @Test
    void roomHearsWhatIsSaidAndWhoComesAndTypes() throws Exception {
        RealtimeClient alice = client("alice");
        RealtimeClient bob = client("bob");
        Room hall = bob.room("hall");
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        hall.onAny(message -> heard.add(message.type() + " " + message.payload().asMap()));
        hall.join().get(10, TimeUnit.SECONDS);
        alice.room("hall").join().get(10, TimeUnit.SECONDS);

        Outcome said = alice.room("hall").send("message", "hi", ACKED).outcome().get(10, TimeUnit.SECONDS);
        alice.room("hall").send("typing", Map.of("on", true));

        assertThat(said.status()).isEqualTo(Outcome.Status.ACKED);
        await().until(() -> heard.size() == 4);
        assertThat(heard)
                .anySatisfy(text -> assertThat(text).startsWith("user_joined").contains("userId=alice", "roomId=hall"))
                .anySatisfy(text -> assertThat(text).startsWith("message").contains("message=hi", "sender=alice"))
                .anySatisfy(text -> assertThat(text).startsWith("typing").contains("on=true", "userId=alice"));
        alice.close();
        await().until(() -> heard.stream().anyMatch(text -> text.startsWith("user_left")));
    }

    @Test
    void whoIsNotInARoomMayNotSpeakThere() throws Exception {
        RealtimeClient alice = client("alice");

        Outcome outcome =
                alice.room("hall").send("message", "hi", ACKED).outcome().get(10, TimeUnit.SECONDS);

        assertThat(outcome.status()).isEqualTo(Outcome.Status.REJECTED);
        assertThat(outcome.error()).hasMessageContaining("join the room first");
    }

    @Test
    void whoJoinsIsToldWhatWasSaid() throws Exception {
        RealtimeClient alice = client("alice");
        alice.room("hall").join().get(10, TimeUnit.SECONDS);
        alice.room("hall").send("message", "one", ACKED).outcome().get(10, TimeUnit.SECONDS);
        RealtimeClient bob = client("bob");
        Queue<Message> told = new ConcurrentLinkedQueue<>();
        bob.room("hall").on("room_history", told::add);

        bob.room("hall").join().get(10, TimeUnit.SECONDS);

        await().until(() -> told.size() == 1);
        assertThat(told.peek().payload().asMap().get("messages"))
                .isEqualTo(List.of(Map.of("roomId", "hall", "message", "one", "sender", "alice")));
    }

    // outages

    @Test
    void missedEventsComeAfterACutInOrderAndOnce() throws Exception {
        RealtimeClient alice = client("alice");
        Queue<Message> heard = heardBy(alice, "tick");
        server.io().emit("tick", 0);
        await().until(() -> heard.size() == 1);
        String id = only().id();

        server.link(alice).cut();
        server.awaitConnections(0);
        for (int i = 1; i <= 20; i++) {
            server.io().emit("tick", i);
        }
        server.link(alice).restore();

        await().until(() -> heard.size() == 21);
        assertThat(heard.stream().map(message -> message.payload().as(Integer.class)))
                .containsExactlyElementsOf(IntStream.rangeClosed(0, 20).boxed().toList());
        assertThat(only().id()).isEqualTo(id);
    }

    @Test
    void roomIsJoinedAgainAndSpokenInAfterACut() throws Exception {
        RealtimeClient alice = client("alice");
        RealtimeClient bob = client("bob");
        alice.room("hall").join().get(10, TimeUnit.SECONDS);
        bob.room("hall").join().get(10, TimeUnit.SECONDS);
        Queue<Message> heard = heardBy(bob, "message");

        server.link(alice).cut();
        server.awaitGroup("hall", 1);
        CompletableFuture<Outcome> waiting =
                alice.room("hall").send("message", "later", ACKED).outcome();
        server.link(alice).restore();

        assertThat(waiting.get(10, TimeUnit.SECONDS).status()).isEqualTo(Outcome.Status.ACKED);
        await().until(() -> heard.size() == 1);
    }

    @Test
    void restartedServerKnowsNobodyAndIsComeBackTo() throws Exception {
        echo();
        RealtimeClient alice = client("alice");
        server.io().emit("tick", 0);
        String id = only().id();

        server.restart();

        assertThat(ack(alice, null, "echo", "again").as(String.class)).isEqualTo("again");
        assertThat(only().id()).isNotEqualTo(id);
    }

    @Test
    void roomsServeOthersToo() throws Exception {
        RealtimeClient alice = client("alice");
        server.client("bob", settings -> settings.transport(transport))
                .room("hall")
                .join()
                .get(10, TimeUnit.SECONDS);
        server.awaitGroup("hall", 1);
        Queue<Message> heard = heardBy(alice, "note");

        assertThat(server.publish("hall", "note", "for the hall")).isEqualTo(1);
        assertThat(server.broadcast("note", "for all")).isEqualTo(2);

        await().until(() -> heard.size() == 1);
        assertThat(heard.peek().payload().as(String.class)).isEqualTo("for all");
    }

    @Test
    void disconnectByTheServerIsFinal() {
        RealtimeClient alice = client("alice");

        only().disconnect();

        await().until(() -> alice.state() == ConnectionState.FAILED);
    }

    @Test
    void quickPingsAreAnswered() {
        DevServer lively = DevServer.socketIo(SocketIoSettings.defaults().pings(ofMillis(20), ofSeconds(5)));
        try (lively) {
            lively.start();
            RealtimeClient alice = lively.client("alice", settings -> settings.transport(transport));

            lively.await("pong", 10);

            assertThat(alice.state()).isEqualTo(ConnectionState.OPEN);
        }
    }

    private void echo() {
        server.io()
                .on("echo", (from, arguments, ack) -> ack.send(arguments.all().toArray()));
    }

    private SocketIoSocket only() {
        List<SocketIoSocket> sockets = server.io().of("/").sockets();
        assertThat(sockets).hasSize(1);
        return sockets.get(0);
    }

    private static Queue<Message> heardBy(RealtimeClient client, String event) {
        Queue<Message> heard = new ConcurrentLinkedQueue<>();
        client.on(event, heard::add);
        return heard;
    }

    private static Payload ack(RealtimeClient client, Scope scope, String event, Object... arguments) throws Exception {
        Message.Builder message = Message.builder(event).arguments(Arrays.asList(arguments));
        if (scope != null) {
            message.scope(scope);
        }
        Outcome outcome = client.send(message.build(), ACKED).outcome().get(10, TimeUnit.SECONDS);
        assertThat(outcome.status()).as("%s", outcome).isEqualTo(Outcome.Status.ACKED);
        return outcome.reply();
    }

    private RealtimeClient client(String id) {
        return server.client(id, settings -> settings.transport(transport));
    }
}
