// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A device moves from group to group: the server has it in one at a time. */
class DeviceGroupTest {
    private static final String JOIN =
            "{\"action\":\"join_channel\",\"channel\":\"blue_light_monitor_%s\",\"deviceId\":\"d\\\"1\"}";

    private final JsonDialect registering = JsonDialect.deviceEnvelope().register(Map.of("mode", "cctv"));
    private final Sessions one = Sessions.opened(registering);

    private static void isRegistration(String frame, String group) {
        assertThat(frame)
                .startsWith("{\"type\":\"deviceRegister\",")
                .endsWith("\"payload\":{" + (group.isEmpty() ? "" : "\"groupId\":\"" + group + "\",")
                        + "\"mode\":\"cctv\"}}");
    }

    private static String join(String group) {
        return String.format(JOIN, group);
    }

    @Test
    void joiningAnotherGroupRegistersAgainWithinIt() {
        one.joins("a").joins("b").leavesRoom("a");

        assertThat(one.written()).hasSize(5);
        isRegistration(one.written().get(0), "");
        assertThat(one.written().get(1)).isEqualTo(join("a"));
        isRegistration(one.written().get(2), "a");
        assertThat(one.written().get(3)).isEqualTo(join("b"));
        isRegistration(one.written().get(4), "b");
        assertThat(one.heard.left).containsExactly(Scope.room("a"));
    }

    @Test
    void whatIsSentCarriesTheGroupOfTheMoment() {
        one.joins("a").says(Sessions.message("x", "{}")).beats(Payload.ofJson("{}", Sessions.CODEC));
        one.joins("b").says(Sessions.message("x", "{}")).beats(Payload.ofJson("{}", Sessions.CODEC));
        one.says(Sessions.message("x", "{}").scope(Scope.room("c")));
        one.leavesRoom("a").leavesRoom("b").says(Sessions.message("x", "{}"));

        assertThat(one.written())
                .filteredOn(frame -> frame.contains("\"x\"") || frame.contains("heartbeat"))
                .extracting(frame -> frame.substring(frame.indexOf("\"payload\"")))
                .containsExactly(
                        "\"payload\":{\"groupId\":\"a\"}}",
                        "\"payload\":{\"groupId\":\"a\"}}",
                        "\"payload\":{\"groupId\":\"b\"}}",
                        "\"payload\":{\"groupId\":\"b\"}}",
                        "\"payload\":{\"groupId\":\"c\"}}",
                        "\"payload\":{}}");
    }

    @Test
    void leavingTheGroupLeadsBackToTheOneBefore() {
        one.joins("a").joins("b");
        int soFar = one.written().size();

        one.leavesRoom("b");

        assertThat(one.written()).hasSize(soFar + 2);
        assertThat(one.written().get(soFar)).isEqualTo(join("a"));
        isRegistration(one.written().get(soFar + 1), "a");
    }

    @Test
    void aServerThatCanBeToldOfLeavingHasUsInSeveralRooms() {
        Sessions several = Sessions.opened(JsonDialect.deviceEnvelope().toBuilder()
                .leave("{\"action\":\"leave_channel\",\"channel\":$room}")
                .build());

        several.joins("a").joins("b").leavesRoom("b");

        assertThat(several.written())
                .containsExactly(
                        join("a"), join("b"), "{\"action\":\"leave_channel\",\"channel\":\"blue_light_monitor_b\"}");
    }

    @Test
    void leavingTheLastRoomLeadsBackToTheGroupOfTheDialect() {
        Sessions home = Sessions.opened(registering.group("home"));
        home.joins("a").leavesRoom("a").leavesRoom("home").says(Sessions.message("x", "{}"));

        assertThat(home.written()).hasSize(7);
        isRegistration(home.written().get(0), "home");
        assertThat(home.written().get(1)).isEqualTo(join("home"));
        assertThat(home.written().get(2)).isEqualTo(join("a"));
        isRegistration(home.written().get(3), "a");
        assertThat(home.written().get(4)).isEqualTo(join("home"));
        isRegistration(home.written().get(5), "home");
        assertThat(home.written().get(6)).endsWith("\"payload\":{\"groupId\":\"home\"}}");
    }

    @Test
    void whatIsJoinedTogetherAfterAnOutageEndsInTheLastAndRegistersOnce() {
        one.session().encode(new Command.Enter(List.of(Scope.room("a"), Scope.room("b"))), one.heard);

        assertThat(one.written()).hasSize(4);
        assertThat(one.written().get(1)).isEqualTo(join("a"));
        assertThat(one.written().get(2)).isEqualTo(join("b"));
        isRegistration(one.written().get(3), "b");
        assertThat(one.heard.entered).containsExactly(Scope.room("a"), Scope.room("b"));
    }

    @Test
    void theGroupThatOneIsInIsNotJoinedAgain() {
        one.joins("a");
        int soFar = one.written().size();

        one.joins("a");

        assertThat(one.written()).hasSize(soFar);
        assertThat(one.heard.entered).containsExactly(Scope.room("a"), Scope.room("a"));
    }

    @Test
    void whoDoesNotRegisterJustMoves() {
        Sessions silent = Sessions.opened(JsonDialect.deviceEnvelope());
        silent.joins("a").joins("b").leavesRoom("b");

        assertThat(silent.written()).containsExactly(join("a"), join("b"), join("a"));
    }

    @Test
    void roomsOfOtherDialectsAreNoGroups() {
        Sessions chat = Sessions.opened(JsonDialect.builder("chat")
                .join("{\"join\":$room}")
                .roomField("room")
                .build()
                .register(Map.of("mode", "cctv")));

        chat.joins("a").joins("b").says(Sessions.message("x", "{}"));

        assertThat(chat.written()).hasSize(4);
        assertThat(chat.written().get(3)).endsWith("\"payload\":{}}");
    }
}
