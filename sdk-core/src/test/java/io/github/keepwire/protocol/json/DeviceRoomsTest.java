// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.message.Scope;
import org.junit.jupiter.api.Test;

class DeviceRoomsTest {
    private static final String JOIN =
            "{\"action\":\"join_channel\",\"channel\":\"blue_light_monitor_%s\",\"deviceId\":\"d\\\"1\"}";

    private final Sessions one = Sessions.opened(JsonDialect.deviceEnvelope());

    @Test
    void aRoomIsJoinedByItsChannelAndIsInWhenThatIsWritten() {
        one.joins("hall \"1\"");

        assertThat(one.written()).containsExactly(String.format(JOIN, "hall \\\"1\\\""));
        assertThat(one.heard.entered).containsExactly(Scope.room("hall \"1\""));
    }

    @Test
    void aRoomIsLeftWithoutAWord() {
        one.joins("hall").leavesRoom("hall");

        assertThat(one.written()).hasSize(1);
        assertThat(one.heard.left).containsExactly(Scope.room("hall"));
    }

    @Test
    void aMessageIntoARoomNamesItInsteadOfTheGroup() {
        Sessions grouped = Sessions.opened(JsonDialect.deviceEnvelope().group("home"));
        grouped.says(Sessions.message("x", "{\"a\":1}").scope(Scope.room("hall")))
                .says(Sessions.message("x", "{\"a\":1}"))
                .says(Sessions.message("x", "{\"a\":1}").scope(Scope.channel("other")));

        assertThat(grouped.written().get(1)).endsWith("\"payload\":{\"groupId\":\"hall\",\"a\":1}}");
        assertThat(grouped.written().get(2)).endsWith("\"payload\":{\"groupId\":\"home\",\"a\":1}}");
        assertThat(grouped.written().get(3)).endsWith("\"payload\":{\"groupId\":\"home\",\"a\":1}}");
    }

    @Test
    void aMessageIntoARoomNeedsNoGroup() {
        one.says(Sessions.message("x", "{}").scope(Scope.room("hall"))).says(Sessions.message("x", "{}"));

        assertThat(one.written().get(0)).endsWith("\"payload\":{\"groupId\":\"hall\"}}");
        assertThat(one.written().get(1)).endsWith("\"payload\":{}}");
    }

    @Test
    void aMessageComesOnTheRoomOfItsGroupWhileThatIsJoined() {
        String message = "{\"type\":\"x\",\"payload\":{\"groupId\":\"hall\"}}";
        one.hears(message);
        assertThat(one.last().scopes()).isEmpty();

        one.joins("hall").hears(message).hears("{\"type\":\"x\",\"payload\":{\"groupId\":\"other\"}}");
        assertThat(one.heard.delivered.get(1).scopes()).containsExactly(Scope.room("hall"));
        assertThat(one.last().scopes()).isEmpty();

        one.leavesRoom("hall").hears(message);
        assertThat(one.last().scopes()).isEmpty();
    }

    @Test
    void theRoomThatIsTheGroupIsNotJoinedTwice() {
        Sessions grouped = Sessions.opened(JsonDialect.deviceEnvelope().group("home"));
        grouped.joins("home");

        assertThat(grouped.written()).containsExactly(String.format(JOIN, "home"));
        assertThat(grouped.heard.entered).containsExactly(Scope.room("home"));
    }

    @Test
    void channelsAreRefusedSinceThereAreNoWordsForThem() {
        one.enters("gesture");

        assertThat(one.written()).isEmpty();
        assertThat(one.heard.refused).isEqualTo(Sessions.channels("gesture"));
    }

    @Test
    void aRoomThatIsRefusedIsNotTheGroup() {
        Sessions strict = Sessions.opened(JsonDialect.deviceEnvelope().toBuilder()
                .joinedBy("joined", "channel")
                .joinRefusedBy("refused", "channel", "why")
                .build()
                .group("home"));
        strict.joins("hall").hears("{\"type\":\"refused\",\"channel\":\"blue_light_monitor_hall\",\"why\":\"full\"}");

        strict.says(Sessions.message("x", "{}"));

        assertThat(strict.written().get(strict.written().size() - 1)).endsWith("\"payload\":{\"groupId\":\"home\"}}");
    }

    @Test
    void aRoomThatIsNotConfirmedIsAskedForAgain() {
        Sessions strict = Sessions.opened(JsonDialect.deviceEnvelope().toBuilder()
                .joinedBy("joined", "channel")
                .build());

        strict.joins("hall").joins("hall");

        assertThat(strict.written()).containsExactly(String.format(JOIN, "hall"), String.format(JOIN, "hall"));
    }
}
