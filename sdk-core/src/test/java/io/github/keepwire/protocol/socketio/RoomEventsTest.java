// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.message.Payload;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms on the wire: events of their own, by names that are a setting. */
class RoomEventsTest extends SessionRig {
    @Test
    void roomsAreJoinedAndLeftByEventsWithAcks() {
        opened();

        assertThat(enter(HALL)).containsExactly("write 420[\"join_room\",{\"roomId\":\"hall\"}]");
        assertThat(hear("430[{\"success\":true}]")).containsExactly("entered room hall");
        assertThat(hear(
                        "42[\"message\",{\"roomId\":\"hall\",\"message\":\"hi\"}]",
                        "42[\"message\",{\"roomId\":\"other\"}]"))
                .containsExactly(
                        "deliver message [{\"roomId\":\"hall\",\"message\":\"hi\"}][room hall]",
                        "deliver message [{\"roomId\":\"other\"}]");
        assertThat(leave(HALL)).containsExactly("write 421[\"leave_room\",{\"roomId\":\"hall\"}]");
        assertThat(hear("431[]")).containsExactly("left room hall");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"error\":\"full\"}",
                "{\"error\":{\"code\":403,\"message\":\"full\"}}",
                "{\"error\":true,\"message\":\"full\"}",
                "{\"success\":false,\"message\":\"full\"}",
                "{\"ok\":false,\"message\":\"full\"}"
            })
    void aRoomMayBeRefused(String ack) {
        opened();
        enter(HALL);

        assertThat(hear("430[" + ack + "]"))
                .containsExactly("refused room hall: the server refused the room hall: full");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"success\":true,\"error\":null}",
                "{\"success\":true,\"error\":\"\"}",
                "{\"error\":false}",
                "{\"error\":0,\"message\":\"welcome\"}"
            })
    void anErrorThatIsNoneLetsUsIn(String ack) {
        opened();
        enter(HALL);

        assertThat(hear("430[" + ack + "]")).containsExactly("entered room hall");
    }

    /** Jackson refuses such a name, so that nobody could read the reply. */
    @Test
    void aReplyAboutARoomWithHalfACharacterInANameEndsTheLink() {
        opened();
        enter(HALL);

        assertThat(hear("430[{\"n\\ude80m\":0}]")).singleElement().asString().contains("PROTOCOL_VIOLATION");
    }

    @Test
    void whatGoesIntoARoomNamesIt() {
        opened();

        assertThat(send(false, "message", HALL, Map.of("message", "hi")))
                .containsExactly("write 42[\"send_message\",{\"roomId\":\"hall\",\"message\":\"hi\"}]");
        assertThat(send(false, "message", HALL, "hi"))
                .containsExactly("write 42[\"send_message\",{\"roomId\":\"hall\",\"message\":\"hi\"}]");
        assertThat(send(true, "user_typing", HALL, Map.of("roomId", "mine")))
                .containsExactly("write 420[\"user_typing\",{\"roomId\":\"mine\"}]");
    }

    @Test
    void aRoomThatIsNullInAMessageIsTheOneThatItGoesInto() {
        opened();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("a", "x,\"y\":{}");
        line.put("roomId", null);
        line.put("b", List.of(1, 2));

        assertThat(send(false, "typing", HALL, line))
                .containsExactly("write 42[\"typing\",{\"roomId\":\"hall\",\"a\":\"x,\\\"y\\\":{}\",\"b\":[1,2]}]");
        assertThat(send(false, "typing", HALL, Collections.singletonMap("roomId", null)))
                .containsExactly("write 42[\"typing\",{\"roomId\":\"hall\"}]");
        assertThat(send(false, "typing", HALL, Map.of("roomId", Map.of("n", 1))))
                .containsExactly("write 42[\"typing\",{\"roomId\":{\"n\":1}}]");
        assertThat(send(false, "typing", HALL, Payload.ofJson("{ \"a\" : 1 , \"roomId\" : null }", CODEC)))
                .containsExactly("write 42[\"typing\",{\"roomId\":\"hall\",\"a\" : 1}]");
    }

    @Test
    void theWordsForRoomsAreASetting() {
        session = session(SocketIo.defaults().rooms("join", "part", "say").roomField("room"), "ws://h.test", null);
        opened();

        assertThat(enter(HALL)).containsExactly("write 420[\"join\",{\"room\":\"hall\"}]");
        assertThat(send(false, "message", HALL)).containsExactly("write 42[\"say\",{\"room\":\"hall\"}]");
    }
}
