// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.RoomEvent;
import io.github.keepwire.protocol.json.JsonDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Servers that let a client in by a frame of their own, and that tell of rooms. */
class RealtimeClientWelcomeTest {
    private static final String WELCOME =
            "{\"type\":\"welcome\",\"payload\":{\"session\":\"s7\",\"user\":{\"name\":\"ann\"}}}";

    private final List<String> heard = new ArrayList<>();

    private static JsonDialect.Builder greeted() {
        return JsonDialect.builder("greeted").openedBy("welcome", "payload.session");
    }

    private Rig rig(JsonDialect dialect) {
        Rig rig = new Rig(
                builder -> builder.protocol(dialect).token(() -> CompletableFuture.completedFuture(Token.of("t"))));
        rig.client.onAny(message -> heard.add(message.type()));
        return rig;
    }

    @Test
    void theConnectionIsOpenOnceTheServerSaysWelcome() {
        Rig rig = rig(greeted().build().register(Map.of("mode", "hall")));
        rig.client.send("note", "x");
        CompletableFuture<Void> opened = rig.client.connect();
        rig.run();
        assertThat(opened).isNotDone();
        assertThat(rig.server.frames).hasSize(1).first().asString().contains("\"register\"");

        rig.hear(WELCOME);

        assertThat(opened).isCompleted();
        assertThat(rig.server.frames).hasSize(2);
        ClientSnapshot.Session session = rig.client.snapshot().session();
        assertThat(session.id()).isEqualTo("s7");
        assertThat(session.data().asMap()).containsEntry("user", Map.of("name", "ann"));
        assertThat(heard).isEmpty();
    }

    @Test
    void aWelcomeWithoutANameIsGoodEnough() {
        Rig rig = rig(greeted().build());
        rig.client.connect();
        rig.run();

        rig.hear("{\"type\":\"welcome\"}");

        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(rig.client.snapshot().session().id()).isNull();
    }

    @Test
    void aServerThatNeverSaysWelcomeIsLeft() {
        Rig rig = rig(greeted().build());
        CompletableFuture<Void> opened = rig.client.connect();

        rig.advance(ofSeconds(10));

        assertThat(Rig.failureOf(opened).code()).isEqualTo(ErrorCode.HANDSHAKE_TIMEOUT);
    }

    @Test
    void aSecondWelcomeReplacesWhatIsKnownOfTheSession() {
        Rig rig = rig(greeted().build());
        rig.client.connect();
        rig.run();
        rig.hear(WELCOME);

        rig.hear("{\"type\":\"welcome\",\"payload\":{\"session\":\"s8\"}}");

        assertThat(rig.client.snapshot().session().id()).isEqualTo("s8");
        assertThat(rig.changes).hasSize(2);
    }

    @Test
    void whatTheServerTellsOfRoomsIsTold() {
        Rig rig = rig(JsonDialect.builder("rooms")
                .join("{\"type\":\"join\",\"room\":$room}")
                .joinedBy("joined", "payload.room")
                .createdBy("room_created", "payload.room")
                .build());
        List<RoomEvent> events = new ArrayList<>();
        rig.client.onRoom(events::add);
        rig.client.room("hall").join();
        rig.connected();

        rig.hear("{\"type\":\"room_created\",\"payload\":{\"room\":\"hall\",\"owner\":\"ann\"}}");
        rig.hear("{\"type\":\"joined\",\"payload\":{\"room\":\"hall\",\"members\":2}}");

        assertThat(events).extracting(RoomEvent::kind).containsExactly(RoomEvent.Kind.CREATED, RoomEvent.Kind.JOINED);
        assertThat(events.get(0).info().asMap()).containsEntry("owner", "ann");
        assertThat(rig.client.snapshot().currentRoom().orElseThrow().info().asMap())
                .containsEntry("members", 2);
        assertThat(heard).isEmpty();
    }

    @Test
    void aTypeHasOneMeaning() {
        assertThatThrownBy(() -> greeted().createdBy("welcome", "room").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'welcome' has two meanings");
        assertThatThrownBy(() -> greeted().openedBy("welcome", "a..b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("openedBy");
    }
}
