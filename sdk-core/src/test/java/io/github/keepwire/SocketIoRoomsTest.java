// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.event.RoomEvent;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.SendOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Namespaces as channels, and the rooms in them, over one link of Socket.IO. */
class SocketIoRoomsTest {
    private static final String HALL = "{\"roomId\":\"hall\"}";

    private final SocketIoRig rig = new SocketIoRig();
    private final Channel chat = rig.client.channel("/chat");
    private final Room hall = chat.room("hall");
    private final List<String> heard = new ArrayList<>();

    private void joined() {
        rig.connected();
        CompletableFuture<Void> joined = hall.join();
        rig.run();
        rig.hear("40/chat,{\"sid\":\"c1\"}", "43/chat,0[{\"success\":true}]");
        assertThat(joined).isCompleted();
    }

    @Test
    void aChannelIsANamespaceThatOneSendsOnAndListensTo() {
        chat.on("hello", message -> heard.add(message.payload().as(String.class)));
        rig.connected();
        CompletableFuture<Void> in = chat.subscribe();
        CompletableFuture<String> answer = chat.emitWithAck("echo", String.class, "hi", 1);
        assertThat(rig.said()).containsExactly("40/chat,");

        assertThat(rig.hear("40/chat,{\"sid\":\"c1\"}")).containsExactly("42/chat,0[\"echo\",\"hi\",1]");
        assertThat(in).isCompleted();
        rig.hear("43/chat,0[\"hi\"]", "42/chat,[\"hello\",\"you\"]", "42[\"hello\",\"main\"]");

        assertThat(answer.join()).isEqualTo("hi");
        assertThat(heard).containsExactly("you");
    }

    @Test
    void theNamespaceOfTheAddressMayBeNamedTheSameWay() {
        Channel main = rig.client.channel("/");
        main.on("hello", message -> heard.add(message.payload().as(String.class)));
        rig.connected();
        CompletableFuture<Void> in = main.subscribe();
        main.emit("x", 1);

        assertThat(rig.said()).containsExactly("42[\"x\",1]");
        assertThat(in).isCompleted();
        rig.hear("42[\"hello\",\"you\"]");
        main.unsubscribe();
        assertThat(rig.said()).isEmpty();
        assertThat(heard).containsExactly("you");
    }

    @Test
    void whatIsSentOnANamespaceThatNobodyWantsFailsAndSaysWhatToDo() {
        rig.connected();
        Receipt receipt = chat.emit("x");
        rig.run();

        assertThat(receipt.outcome().join().error()).hasMessageContaining("subscribe to it first");
    }

    @Test
    void whatWouldGoIntoTwoRoomsIsRefused() {
        rig.connected();
        Message both = Message.builder("x")
                .payload(1)
                .scopes(List.of(Scope.room("hall"), Scope.room("attic")))
                .build();
        Receipt receipt = rig.client.send(both, SendOptions.queued());
        assertThat(rig.said()).isEmpty();

        assertThat(failureOf(receipt.accepted())).hasMessageContaining("one room, not into room hall and room attic");
        assertThat(failureOf(receipt.accepted()).code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void joiningARoomOfANamespaceEntersThatForItsSake() {
        rig.connected();
        CompletableFuture<Void> joined = hall.join();
        assertThat(rig.said()).containsExactly("40/chat,");

        assertThat(rig.hear("40/chat,{\"sid\":\"c1\"}")).containsExactly("42/chat,0[\"join_room\"," + HALL + "]");
        assertThat(joined).isNotDone();
        rig.hear("43/chat,0[{\"success\":true}]");

        assertThat(joined).isCompleted();
        assertThat(hall.isJoined()).isTrue();
        assertThat(rig.client.room("hall").isJoined()).isFalse();
        ClientSnapshot.RoomStatus status = rig.client.snapshot().currentRoom().orElseThrow();
        assertThat(status.channel()).isEqualTo("/chat");
    }

    @Test
    void itsMessagesTravelOnTheNamespaceAndComeBackOnIt() {
        hall.on("message", message -> heard.add(message.scopes().toString()));
        rig.client.room("hall").on("message", message -> heard.add("another hall"));
        joined();

        Receipt sent = hall.send("message", Map.of("text", "hi"), SendOptions.acked());
        assertThat(rig.said()).containsExactly("42/chat,1[\"send_message\",{\"roomId\":\"hall\",\"text\":\"hi\"}]");
        rig.hear("43/chat,1[{\"success\":true}]");
        rig.hear("42/chat,[\"message\"," + HALL + "]", "42[\"message\"," + HALL + "]");

        assertThat(Rig.statusOf(sent)).isEqualTo(Outcome.Status.ACKED);
        assertThat(heard).containsExactly("[channel /chat, room hall of channel /chat]");
    }

    @Test
    void theChannelHearsWhatComesWhileARoomOfItIsJoined() {
        chat.on("message", message -> heard.add("chat"));
        hall.on("message", message -> heard.add("hall"));
        joined();
        rig.hear("42/chat,[\"message\"," + HALL + "]", "42/chat,[\"message\",{}]", "42[\"message\"," + HALL + "]");

        assertThat(heard).containsExactly("chat", "hall", "chat");
    }

    @Test
    void aRoomIsJoinedAgainWhereTheServerForgotToConfirmThatItWasLeft() {
        joined();
        chat.subscribe();
        hall.leave();
        rig.advance(ofSeconds(10));
        rig.said();
        CompletableFuture<Void> again = hall.join();
        assertThat(rig.said()).containsExactly("42/chat,2[\"join_room\"," + HALL + "]");
        rig.hear("43/chat,2[]", "43/chat,1[]");

        assertThat(again).isCompleted();
        assertThat(hall.isJoined()).isTrue();
    }

    @Test
    void whatIsToBeLeftIsLeftWhenTheNamespaceIs() {
        joined();
        chat.subscribe();
        rig.run();
        hall.leave();
        chat.unsubscribe();
        assertThat(rig.said()).containsExactly("42/chat,1[\"leave_room\"," + HALL + "]");
        CompletableFuture<Void> again = hall.join();
        rig.hear("41/chat,");

        rig.hear("40/chat,{\"sid\":\"c2\"}", "43/chat,2[]");
        assertThat(again).isCompleted();
    }

    @Test
    void itIsJoinedAgainOnceTheNamespaceIsInAgain() {
        List<RoomEvent> events = new ArrayList<>();
        rig.client.onRoom(events::add);
        joined();
        rig.reconnect();
        assertThat(rig.said()).endsWith("40", "40/chat,");
        assertThat(hall.isJoined()).isFalse();

        assertThat(rig.hear("40/chat,{\"sid\":\"c2\"}")).containsExactly("42/chat,0[\"join_room\"," + HALL + "]");
        rig.hear("43/chat,0[]");

        assertThat(hall.isJoined()).isTrue();
        assertThat(events)
                .extracting(RoomEvent::kind)
                .containsExactly(RoomEvent.Kind.JOINED, RoomEvent.Kind.JOINING, RoomEvent.Kind.JOINED);
        assertThat(events).extracting(RoomEvent::channel).containsOnly("/chat");
    }

    @Test
    void theNamespaceIsAskedForOnceWhoeverWantsItFirst() {
        rig.connected();
        hall.join();
        chat.subscribe();
        chat.room("kitchen").join();
        assertThat(rig.said()).containsExactly("40/chat,");
        rig.advance(ofSeconds(10));
        assertThat(rig.said()).containsExactly("40/chat,");
        rig.hear("40/chat,{\"sid\":\"c1\"}");

        rig.reconnect();

        assertThat(rig.said()).containsOnlyOnce("40/chat,");
    }

    @Test
    void withTheLastRoomTheNamespaceIsLeft() {
        joined();
        Room kitchen = chat.room("kitchen");
        kitchen.join();
        rig.run();
        rig.hear("43/chat,1[]");

        hall.leave();
        assertThat(rig.said()).containsExactly("42/chat,2[\"leave_room\"," + HALL + "]");
        rig.hear("43/chat,2[]");
        kitchen.leave();
        assertThat(rig.said()).containsExactly("42/chat,3[\"leave_room\",{\"roomId\":\"kitchen\"}]");

        assertThat(rig.hear("43/chat,3[]")).containsExactly("41/chat,");
        rig.client.onAny(message -> heard.add("late"));
        rig.hear("42/chat,[\"late\"]");
        assertThat(heard).isEmpty();
    }

    @Test
    void aSubscribedNamespaceStaysWhenItsLastRoomIsLeft() {
        joined();
        chat.subscribe();
        rig.run();
        hall.leave();
        assertThat(rig.said()).containsExactly("42/chat,1[\"leave_room\"," + HALL + "]");

        chat.unsubscribe();
        assertThat(rig.said()).isEmpty();
        assertThat(rig.hear("43/chat,1[]")).containsExactly("41/chat,");
    }

    @Test
    void aRoomKeepsItsNamespaceWhenThatIsUnsubscribedFrom() {
        joined();
        chat.subscribe();
        rig.run();
        chat.unsubscribe();

        assertThat(rig.said()).isEmpty();
        assertThat(hall.isJoined()).isTrue();
    }

    @Test
    void aRefusedNamespaceRefusesItsRooms() {
        rig.connected();
        CompletableFuture<Void> joined = hall.join();
        rig.run();
        rig.hear("44/chat,{\"message\":\"members only\"}");

        assertThat(failureOf(joined)).hasMessageContaining("members only");
        CompletableFuture<Void> again = hall.join();
        assertThat(rig.said()).containsExactly("40/chat,");
        rig.hear("40/chat,{\"sid\":\"c1\"}", "43/chat,0[]");
        assertThat(again).isCompleted();
    }

    @Test
    void aRoomThatIsRefusedLetsGoOfItsNamespace() {
        rig.connected();
        CompletableFuture<Void> joined = hall.join();
        rig.run();
        rig.hear("40/chat,{\"sid\":\"c1\"}");

        assertThat(rig.hear("43/chat,0[{\"success\":false,\"message\":\"full\"}]"))
                .containsExactly("41/chat,");
        assertThat(failureOf(joined)).hasMessageContaining("full");
    }

    @Test
    void aServerThatEndsTheNamespaceEndsItsRooms() {
        List<RoomEvent> events = new ArrayList<>();
        joined();
        rig.client.onRoom(events::add);
        rig.hear("41/chat,");

        assertThat(hall.isJoined()).isFalse();
        assertThat(events).extracting(RoomEvent::kind).containsExactly(RoomEvent.Kind.REFUSED);
        assertThat(events.get(0).reason().code()).isEqualTo(ErrorCode.REJECTED_BY_SERVER);
    }

    @Test
    void aRoomLeftBeforeItsNamespaceIsInIsNeverAskedFor() {
        rig.connected();
        CompletableFuture<Void> joined = hall.join();
        rig.run();
        hall.leave();

        assertThat(rig.said()).containsExactly("40/chat,");
        assertThat(failureOf(joined).code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(rig.hear("40/chat,{\"sid\":\"c1\"}")).containsExactly("41/chat,");
    }

    @Test
    void aMessageIntoARoomMayBeRefusedInTheWordsOfTheServer() {
        joined();
        Receipt refused = hall.send("message", Map.of("n", 1), SendOptions.acked(ofSeconds(2)));
        Receipt elsewhere = chat.send("say", Map.of("n", 2), SendOptions.acked(ofSeconds(2)));
        rig.run();
        rig.hear("43/chat,1[{\"success\":false,\"error\":\"muted\"}]", "43/chat,2[{\"success\":false}]");

        Outcome outcome = refused.outcome().join();
        assertThat(outcome.status()).isEqualTo(Outcome.Status.REJECTED);
        assertThat(outcome.error()).hasMessage("the server refused a message into the " + hall + ": muted");
        assertThat(elsewhere.outcome().join().status()).isEqualTo(Outcome.Status.ACKED);
    }

    @Test
    void whatGoesIntoARoomWaitsForItsNamespaceAndHoldsUpNobodyElse() {
        rig.connected();
        hall.join();
        Receipt waiting = hall.send("message", Map.of("n", 1));
        Message byHand = Message.builder("x").scope(Scope.channel("/chat")).build();
        rig.client.send(byHand, SendOptions.queued());
        rig.client.emit("main", 1);
        assertThat(rig.said()).containsExactly("40/chat,", "42[\"main\",1]");
        assertThat(Rig.statusOf(waiting)).isNull();

        assertThat(rig.hear("40/chat,{\"sid\":\"c1\"}", "43/chat,0[]")).hasSize(3);

        assertThat(Rig.statusOf(waiting)).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void whatARoomHasMissedComesToItRightBehindTheHandshake() {
        Room main = rig.client.room("hall");
        main.on(
                "message",
                message -> heard.add("main " + message.argument(0, Map.class).get("n")));
        hall.on(
                "message",
                message -> heard.add("chat " + message.argument(0, Map.class).get("n")));
        joined();
        main.join();
        rig.run();
        rig.hear("431[]");
        rig.server.answer = null;
        rig.server.peer.cut();
        rig.advance(ofSeconds(1));
        rig.server.peer.send("40{\"sid\":\"s1\"}");
        rig.server.peer.send("42[\"message\",{\"roomId\":\"hall\",\"n\":1}]");
        rig.server.peer.send("42[\"message\",{\"roomId\":\"hall\",\"n\":2}]");
        rig.run();
        rig.server.peer.send("40/chat,{\"sid\":\"c1\"}");
        rig.server.peer.send("42/chat,[\"message\",{\"roomId\":\"hall\",\"n\":3}]");
        rig.run();

        assertThat(main.isJoined()).isFalse();
        assertThat(heard).containsExactly("main 1", "main 2", "chat 3");
    }
}
