// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.MessageListener;
import io.github.keepwire.event.RoomEvent;
import io.github.keepwire.event.RoomEvent.Kind;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomTest {
    private final List<String> heard = new ArrayList<>();
    private final MessageListener listener =
            message -> heard.add(message.payload().json());
    private final List<RoomEvent> events = new ArrayList<>();
    private final Rig rig =
            new Rig(builder -> builder.reconnect(Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)))));
    private final Room room = rig.client.room("hall");

    @BeforeEach
    void listen() {
        rig.client.onRoom(events::add);
    }

    @Test
    void aRoomIsJoinedOnceTheServerConfirmsIt() {
        rig.connected();
        CompletableFuture<Void> joined = room.join();
        rig.run();
        assertThat(joined).isNotDone();
        assertThat(room.isJoined()).isFalse();

        rig.hear("in|#hall|");

        assertThat(joined).isCompleted();
        assertThat(room.isJoined()).isTrue();
        assertThat(rig.client.room("hall").isJoined()).isTrue();
        assertThat(rig.server.payloads("enter")).containsExactly("#hall");
        assertThat(kinds()).containsExactly(Kind.JOINED);
    }

    @Test
    void joiningTwiceAsksOnce() {
        rig.connected();
        CompletableFuture<Void> first = room.join();
        CompletableFuture<Void> second = rig.client.room("hall").join();
        rig.run();
        rig.hear("in|#hall|");
        CompletableFuture<Void> third = room.join();
        rig.run();

        assertThat(List.of(first, second, third)).allMatch(CompletableFuture::isDone);
        assertThat(rig.server.payloads("enter")).hasSize(1);
    }

    @Test
    void itsListenersHearItsMessagesAlone() {
        joined();
        room.on("update", listener);
        room.on("other", message -> heard.add("wrong type"));
        room.onAny(message -> heard.add("any"));
        room.on("update", Integer.class, (number, message) -> heard.add("typed " + number));
        room.once("update", message -> heard.add("once"));

        rig.hear("on|#hall|1");
        rig.hear("on|#kitchen|2");
        rig.hear("on|hall|3");
        rig.hear("on|#hall|4");

        assertThat(heard).containsExactly("1", "any", "typed 1", "once", "4", "any", "typed 4");
    }

    @Test
    void leavingTellsTheServerAndRemovesTheListeners() {
        joined();
        room.on("update", listener);
        room.onAny(listener);

        CompletableFuture<Void> left = room.leave();
        rig.run();
        rig.hear("out|#hall|");
        rig.hear("on|#hall|late");

        assertThat(left).isCompleted();
        assertThat(room.isJoined()).isFalse();
        assertThat(rig.server.payloads("leave")).containsExactly("#hall");
        assertThat(heard).isEmpty();
        assertThat(kinds()).endsWith(Kind.LEFT);
    }

    @Test
    void aRoomThatWasLeftCanBeJoinedAgain() {
        joined();
        room.leave();
        CompletableFuture<Void> again = room.join();
        rig.run();
        rig.hear("out|#hall|");
        rig.hear("in|#hall|");

        assertThat(again).isCompleted();
        assertThat(kinds()).containsExactly(Kind.JOINED, Kind.LEFT, Kind.JOINED);
    }

    @Test
    void itIsJoinedAgainAfterAReconnect() {
        joined();
        room.on("update", listener);

        rig.server.peer().cut();
        rig.run();
        assertThat(room.isJoined()).isFalse();
        rig.advance(ofSeconds(1));
        rig.hear("in|#hall|");
        rig.hear("on|#hall|1");

        assertThat(rig.server.payloads("enter")).containsExactly("#hall", "#hall");
        assertThat(kinds()).containsExactly(Kind.JOINED, Kind.JOINING, Kind.JOINED);
        assertThat(heard).containsExactly("1");
    }

    @Test
    void aRefusalFailsTheJoinAndCanBeTriedAgain() {
        rig.connected();
        CompletableFuture<Void> joined = room.join();
        rig.run();
        rig.hear("no|#hall|full");

        assertThat(failureOf(joined)).hasMessage("full");
        assertThat(events.get(0).reason()).hasMessage("full");
        CompletableFuture<Void> again = room.join();
        rig.run();
        rig.hear("in|#hall|");
        assertThat(again).isCompleted();
    }

    @Test
    void leavingBeforeTheAnswerFailsTheJoin() {
        rig.connected();
        CompletableFuture<Void> joined = room.join();
        room.leave();
        rig.run();

        assertThat(failureOf(joined).code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void theEndOfTheClientLeaves() {
        joined();

        rig.client.closeAsync(ZERO);
        rig.run();
        CompletableFuture<Void> late = room.join();
        rig.run();

        assertThat(room.isJoined()).isFalse();
        assertThat(kinds()).contains(Kind.LEFT);
        assertThat(failureOf(late).code()).isEqualTo(ErrorCode.CLOSED);
    }

    @Test
    void whatIsSentGoesToTheRoomInALaneOfItsOwn() {
        joined();
        room.send("say", "hello");
        room.send("say", "again", SendOptions.acked(ofSeconds(5)));
        rig.run();

        assertThat(rig.server.payloads("say")).containsExactly("#hall \"hello\"", "#hall \"again\"");
    }

    @Test
    void offRemovesTheListenersOfOneType() {
        joined();
        room.on("update", listener);
        room.onAny(message -> heard.add("any"));

        room.off("update");
        rig.hear("on|#hall|1");

        assertThat(heard).containsExactly("any");
    }

    @Test
    void aNameThatCannotTravelIsRefused() {
        assertThatThrownBy(() -> rig.client.room(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the name of a room must not be empty");
    }

    private void joined() {
        rig.connected();
        room.join();
        rig.run();
        rig.hear("in|#hall|");
        assertThat(room.isJoined()).isTrue();
    }

    private List<Kind> kinds() {
        return events.stream().map(RoomEvent::kind).toList();
    }
}
