// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.Channel;
import io.github.keepwire.RealtimeClient;
import io.github.keepwire.Room;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.socketio.SocketIo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What our client and the official server say to each other; once for each transport. */
abstract class SocketIoTalk extends SocketIoStage {
    // acks and arguments

    @Test
    void acksOfAllShapesComeBack() throws Exception {
        RealtimeClient client = connected("");

        assertThat(ack(client, "ack:none").json()).isEqualTo("{}");
        assertThat(ack(client, "ack:multi").as(Object.class))
                .isEqualTo(Arrays.asList(1, "two", Map.of("three", 3), null));
        assertThat(ack(client, "ack:twice").as(String.class)).isEqualTo("first");
        assertThat((byte[]) ack(client, "ack:binary").asMap().get("data")).containsExactly(1, 2, 3);
        assertThat(ack(client, "echo", 1, null, "x").as(Object.class)).isEqualTo(Arrays.asList(1, null, "x"));
    }

    @Test
    void withoutAckNoneIsAskedFor() throws Exception {
        RealtimeClient client = connected("");
        client.send("has-ack", 1);
        assertThat(next("had-ack").payload().as(Boolean.class)).isFalse();

        client.send("has-ack", 1, ACKED);
        assertThat(next("had-ack").payload().as(Boolean.class)).isTrue();
    }

    @Test
    void anAckThatNeverComesIsWaitedForInVain() throws Exception {
        RealtimeClient client = connected("");
        Outcome outcome = client.send(
                        "ack:never", 1, SendOptions.acked(ofMillis(200)).maxAttempts(2))
                .outcome()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(outcome.status()).isEqualTo(Outcome.Status.FAILED);
        assertThat(outcome.error().code()).isEqualTo(ErrorCode.UNACKNOWLEDGED);
    }

    @Test
    void severalArgumentsArriveTyped() throws Exception {
        RealtimeClient client = connected("");
        client.send(
                Message.builder("say-back")
                        .arguments(Arrays.asList("a", Map.of("b", 1), null, 2.5))
                        .build(),
                SendOptions.queued());

        List<Payload> arguments = next("back").arguments();
        assertThat(arguments).hasSize(4);
        assertThat(arguments.get(0).as(String.class)).isEqualTo("a");
        assertThat(arguments.get(1).asMap()).isEqualTo(Map.of("b", 1));
        assertThat(arguments.get(2).json()).isEqualTo("null");
        assertThat(arguments.get(3).as(Double.class)).isEqualTo(2.5);
    }

    @Test
    void theServersQuestionIsAnswered() throws Exception {
        RealtimeClient client = connected("");
        client.on("ask", message -> client.send(message.answer("yes", message.payload()), SendOptions.volatileOnly()));
        client.send("ask-me", 7);

        List<Payload> answer = next("answered").arguments();
        assertThat(answer.get(0).as(String.class)).isEqualTo("yes");
        assertThat(answer.get(1).as(Integer.class)).isEqualTo(7);
    }

    @Test
    void anyTextTravels() throws Exception {
        RealtimeClient client = connected("");
        String text = "\u00e9\ud83d\ude80\u2028\u0000\"\\/<\n" + "\u4e2d".repeat(10_000);

        assertThat(ack(client, "echo", text).as(String.class)).isEqualTo(text);
    }

    @Test
    void integersStayExactWithinWhatTheServerCan() throws Exception {
        RealtimeClient client = connected("");

        assertThat(ack(client, "echo", 9_007_199_254_740_991L).as(Long.class)).isEqualTo(9_007_199_254_740_991L);
        assertThat(ack(client, "echo", -1).as(Integer.class)).isEqualTo(-1);
    }

    @Test
    void theFirstArgumentOfAnAckComesTyped() throws Exception {
        RealtimeClient client = connected("");

        assertThat(client.emitWithAck("echo", String.class, "hi").get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isEqualTo("hi");
        assertThat(client.emitWithAck("ack:multi", Integer.class).get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isEqualTo(1);
        assertThat(client.emitWithAck("kind", String.class, (Object) new byte[7])
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isEqualTo("binary 7");
        assertThat(client.emitWithAck("ack:none", Void.class).get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isNull();
        assertThat(failureOf(client.emitWithAck("ack:none", String.class)).code())
                .isEqualTo(ErrorCode.PAYLOAD_MISMATCH);
        assertThat(failureOf(client.emitWithAck("hang-up", String.class)).code())
                .isEqualTo(ErrorCode.UNACKNOWLEDGED);
    }

    @Test
    void eachArgumentOfAnAckIsReadTyped() throws Exception {
        Outcome outcome = outcome(connected(""), "ack:multi");

        assertThat(outcome.arguments()).hasSize(4);
        assertThat(outcome.argument(1, String.class)).isEqualTo("two");
        assertThat(outcome.arguments().get(2).asMap()).isEqualTo(Map.of("three", 3));
    }

    @Test
    void whatIsEmittedIsToldInOrder() throws Exception {
        RealtimeClient client = connected("");
        Queue<String> sending = new ConcurrentLinkedQueue<>();
        client.onSending(
                message -> sending.add(message.type() + message.arguments().size()));
        client.emit("say-back", "a", null, 3);
        client.emit("shout", "x");

        assertThat(next("back").argument(2, Integer.class)).isEqualTo(3);
        await().untilAsserted(() -> assertThat(sending).containsExactly("say-back3", "shout1"));
    }

    // binary

    record Photo(String name, byte[] data) {}

    @Test
    void binaryTravelsBothWaysWhereverItIsNested() throws Exception {
        RealtimeClient client = connected("");
        byte[] large = new byte[300_000];
        Arrays.fill(large, (byte) 7);

        assertThat(ack(client, "kind", (Object) new byte[5]).as(String.class)).isEqualTo("binary 5");
        assertThat(ack(client, "echo", (Object) large).as(byte[].class)).isEqualTo(large);
        Photo photo = ack(client, "echo", new Photo("n", new byte[] {1, 2})).as(Photo.class);
        assertThat(photo.name()).isEqualTo("n");
        assertThat(photo.data()).containsExactly(1, 2);
        assertThat(ack(client, "echo", (Object) new byte[0]).as(byte[].class)).isEmpty();
    }

    @Test
    void tenBinaryPartsTravelAndElevenAreRefusedHere() throws Exception {
        RealtimeClient client = connected("");
        List<byte[]> parts = new ArrayList<>(Collections.nCopies(10, new byte[] {1}));
        assertThat((List<?>) ack(client, "echo", parts).as(List.class)).hasSize(10);
        parts.add(new byte[] {1});

        Outcome refused = outcome(client, "echo", parts);

        assertThat(refused.status()).isEqualTo(Outcome.Status.FAILED);
        assertThat(refused.error()).hasMessageContaining("11 binary parts");
        assertThat(ack(client, "echo", 1).json()).isEqualTo("1");
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void whatIsOverTheServersLimitIsRefusedHere() throws Exception {
        RealtimeClient client = connected("");

        Outcome refused = outcome(client, "echo", "x".repeat(1_000_001));

        assertThat(refused.error().code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
        assertThat(ack(client, "echo", "x".repeat(990_000)).as(String.class)).hasSize(990_000);
    }

    @Test
    void reservedNamesAreRefusedHere() throws Exception {
        RealtimeClient client = connected("");

        assertThat(outcome(client, "disconnecting", 1).error()).hasMessageContaining("reserved");
        assertThat(ack(client, "echo", 1).json()).isEqualTo("1");
    }

    // namespaces and rooms

    @Test
    void namespacesShareOneLink() throws Exception {
        RealtimeClient client = connected("");
        List<String> chat = Collections.synchronizedList(new ArrayList<>());
        Subscription subscription = client.subscribe("/chat", message -> chat.add(message.type()));

        Outcome outcome = outcome(client, Scope.channel("/chat"), "echo", "in chat");

        assertThat(outcome.reply().as(String.class)).isEqualTo("in chat");
        await().untilAsserted(() -> assertThat(chat).contains("hello"));
        assertThat(subscription.state()).isEqualTo(Subscription.State.ACTIVE);
        assertThat(ack(client, "echo", "in main").as(String.class)).isEqualTo("in main");
        subscription.close();
        assertThat(ack(client, "echo", "still").as(String.class)).isEqualTo("still");
    }

    @Test
    void aChannelIsListenedToAndSentOn() throws Exception {
        RealtimeClient client = connected("");
        Channel chat = client.channel("/chat");
        Queue<Message> inChat = new ConcurrentLinkedQueue<>();
        chat.on("hello", inChat::add);
        CompletableFuture<Void> subscribed = chat.subscribe();
        CompletableFuture<String> answer = chat.emitWithAck("echo", String.class, "hi", 2);

        subscribed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("hi");
        await().untilAsserted(() -> assertThat(inChat).hasSize(1));
        assertThat(chat.isSubscribed()).isTrue();
        chat.unsubscribe().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(client.emitWithAck("echo", String.class, "main").get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isEqualTo("main");
        assertThat(failureOf(client.channel("/secure").subscribe())).hasMessageContaining("token expired");
    }

    @Test
    void aRoomOfANamespaceIsNotTheOneOfThatNameElsewhere() throws Exception {
        RealtimeClient alice = connected("");
        RealtimeClient bob = connected("");
        Queue<Message> inRoom = new ConcurrentLinkedQueue<>();
        Queue<Message> elsewhere = new ConcurrentLinkedQueue<>();
        Room room = bob.channel("/chat").room("hall");
        room.on("message", inRoom::add);
        bob.room("hall").on("message", elsewhere::add);
        bob.room("hall").join().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        room.join().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        alice.channel("/chat").subscribe();
        Outcome sent = alice.channel("/chat")
                .room("hall")
                .send("message", Map.of("message", "hi"), ACKED)
                .outcome()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(sent.status()).isEqualTo(Outcome.Status.ACKED);
        await().untilAsserted(() -> assertThat(inRoom).hasSize(1));
        assertThat(inRoom.peek().scopes())
                .containsExactly(Scope.channel("/chat"), Scope.room("hall").in(Scope.channel("/chat")));
        assertThat(failureOf(bob.channel("/chat").room("closed").join())).hasMessageContaining("nobody may enter");
        assertThat(elsewhere).isEmpty();
        room.leave().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(ack(bob, "echo", "still").as(String.class)).isEqualTo("still");
    }

    @Test
    void aRefusedNamespaceDoesNotHarmTheOthers() throws Exception {
        RealtimeClient client = connected("");
        Subscription subscription = client.subscribe("/secure", message -> {});

        await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> subscription.state() == Subscription.State.REFUSED);
        assertThat(ack(client, "echo", 1).json()).isEqualTo("1");
    }

    @Test
    void roomsAreJoinedTalkedInAndLeft() throws Exception {
        RealtimeClient alice = connected("");
        RealtimeClient bob = connected("");
        Queue<Message> inRoom = new ConcurrentLinkedQueue<>();
        Room room = bob.room("hall");
        room.on("message", inRoom::add);
        room.join().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        Outcome sent = alice.room("hall")
                .send("message", Map.of("message", "hi"), ACKED)
                .outcome()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(sent.status()).isEqualTo(Outcome.Status.ACKED);
        await().untilAsserted(() -> assertThat(inRoom).hasSize(1));
        assertThat(inRoom.peek().payload().asMap()).isEqualTo(Map.of("roomId", "hall", "message", "hi"));
        room.leave().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void aRoomMayBeRefused() throws Exception {
        Room room = connected("").room("closed");

        assertThat(failureOf(room.join())).hasMessageContaining("nobody may enter");
    }

    @Test
    void aBroadcastReachesTheOthers() throws Exception {
        RealtimeClient alice = connected("");
        connected("");
        heard.clear();
        alice.send("shout", "all");

        assertThat(next("shout").payload().as(String.class)).isEqualTo("all");
    }

    @Test
    void aServerThatIsToldTheIdHandlesAMessageOnceWhoseAckWasLost() throws Exception {
        RealtimeClient client = connected(
                server, "", builder -> builder.protocol(SocketIo.defaults().idArgument()));
        Message order =
                Message.builder("order").id("order \"7\"").payload("tea").build();

        Outcome outcome =
                client.send(order, SendOptions.acked(ofMillis(300))).outcome().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(outcome.reply().asMap())
                .containsEntry("item", "tea")
                .containsEntry("id", "order \"7\"")
                .containsEntry("handled", 1);
        assertThat((int) outcome.reply().asMap().get("times")).isGreaterThanOrEqualTo(2);
    }
}
