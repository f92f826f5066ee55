// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testing.ManualTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Connection state recovery, on virtual time. */
class RecoveryTest {
    private static final Pattern SEAT = Pattern.compile("\"sid\":\"(\\w+)\",\"pid\":\"(\\w+)\"");

    private final ManualTime time = new ManualTime(1);
    private final SocketIoHub hub = new SocketIoHub(
            SocketIoSettings.defaults().recovery(ofSeconds(60)).withoutPresence(),
            time.environment().ticker());
    private final RecordedWire alice = new RecordedWire(hub, Map.of()).says("40");
    private final String sid = group(alice.last(), 1);
    private final String pid = group(alice.last(), 2);

    @Test
    void missedEventsComeAgainInOrderWithTheRoomsOfBefore() {
        alice.says("42[\"join_room\",{\"roomId\":\"hall\"}]");
        hub.emit("seen");
        String offset = offset();
        alice.link.ended();
        hub.emit("all");
        hub.of("/").to("hall").emit("room");
        hub.of("/").to("elsewhere").emit("not for her");

        RecordedWire back = back(offset);

        assertThat(back.texts.subList(1, back.texts.size()))
                .satisfiesExactly(
                        text -> assertThat(text).startsWith("42[\"all\",\"o"),
                        text -> assertThat(text).startsWith("42[\"room\",\"o"),
                        text -> assertThat(text).isEqualTo("40{\"sid\":\"" + sid + "\",\"pid\":\"" + pid + "\"}"));
        assertThat(back.groups).containsExactly("/", "hall");
    }

    @Test
    void whatWasSentToItAloneComesAgainAndAnAckWantsNoOffset() {
        hub.emit("seen");
        String offset = offset();
        SocketIoSocket socket = hub.of("/").sockets().get(0);
        socket.request("ask");
        assertThat(alice.last()).isEqualTo("420[\"ask\"]");
        alice.link.ended();
        assertThat(socket.emit("late")).isFalse();

        assertThat(back(offset).texts.get(1)).startsWith("42[\"late\"");
    }

    @Test
    void whoComesBackBeforeTheLossIsNoticedTakesTheSeatOver() {
        hub.emit("seen");

        RecordedWire back = back(offset());

        assertThat(group(back.last(), 1)).isEqualTo(sid);
        assertThat(alice.end).isNotEmpty();
        assertThat(hub.of("/").sockets()).hasSize(1);
    }

    @Test
    void seatIsGoneAfterTheWindow() {
        hub.emit("seen");
        String offset = offset();
        alice.link.ended();
        time.advance(ofSeconds(61));

        assertThat(group(back(offset).last(), 1)).isNotEqualTo(sid);
    }

    @Test
    void seatIsGivenUpByADisconnectAndByGarbage() {
        hub.emit("seen");
        String offset = offset();
        alice.says("41");
        alice.link.ended();
        assertThat(group(back(offset).last(), 1)).isNotEqualTo(sid);

        RecordedWire bob = new RecordedWire(hub, Map.of()).says("40");
        String bobs = group(bob.last(), 2);
        bob.says("42[bad");
        assertThat(new RecordedWire(hub, Map.of())
                        .says("40{\"pid\":\"" + bobs + "\",\"offset\":\"" + offset + "\"}")
                        .last())
                .doesNotContain(bobs);
    }

    @Test
    void unknownOffsetIsNotRecovered() {
        hub.emit("seen");
        alice.link.ended();

        assertThat(group(back("o999").last(), 1)).isNotEqualTo(sid);
    }

    @Test
    void whatIsKeptIsBounded() {
        hub.emit("seen");
        String offset = offset();
        alice.link.ended();
        for (int i = 0; i < 10_001; i++) {
            hub.emit("flood");
        }

        assertThat(group(back(offset).last(), 1)).isNotEqualTo(sid);
    }

    private RecordedWire back(String offset) {
        return new RecordedWire(hub, Map.of()).says("40{\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}");
    }

    private String offset() {
        return alice.last().replaceFirst(".*,\"(\\w+)\"]", "$1");
    }

    private static String group(String text, int group) {
        Matcher matcher = SEAT.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(group);
    }
}
