// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.RoomEvent;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.protocol.json.JsonDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is in a room, on the way from the server to the application. */
class RoomMembersTest {
    private final List<String> told = new ArrayList<>();
    private final List<RoomEvent> events = new ArrayList<>();
    private final Rig rig =
            new Rig(builder -> builder.reconnect(Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)))));
    private final Room room = rig.client.room("hall");

    @BeforeEach
    void listen() {
        rig.client.onRoom(event -> {
            events.add(event);
            told.add(event.kind() + (event.member() == null ? "" : " " + event.member()) + " " + room.members());
        });
    }

    private void joined(String... members) {
        rig.connected();
        room.join();
        rig.run();
        if (members.length > 0) {
            rig.hear("who|#hall|" + String.join(",", members));
        }
        rig.hear("in|#hall|");
        assertThat(room.isJoined()).isTrue();
    }

    private List<String> inSnapshot() {
        return rig.client.snapshot().rooms().get(0).members();
    }

    @Test
    void whoIsInIsKnownWhenTheRoomIsJoined() {
        joined("ann", "bob", "ann");

        assertThat(told).containsExactly("JOINED [ann, bob]");
        assertThat(room.members()).containsExactly("ann", "bob");
        assertThat(rig.client.room("hall").members()).containsExactly("ann", "bob");
        assertThat(inSnapshot()).containsExactly("ann", "bob");
        assertThat(rig.client.room("kitchen").members()).isEmpty();
    }

    @Test
    void nobodyIsKnownBeforeTheRoomIsJoined() {
        rig.connected();
        room.join();
        rig.run();
        rig.hear("who|#hall|ann");
        rig.hear("came|#hall|bob");
        rig.hear("went|#hall|ann");

        assertThat(room.members()).isEmpty();
        assertThat(inSnapshot()).isEmpty();
        assertThat(told).isEmpty();
        rig.hear("in|#hall|");
        assertThat(told).containsExactly("JOINED [bob]");
    }

    @Test
    void thoseWhoComeAndGoAreToldInTheOrderOfTheServer() {
        joined("ann", "bob");

        rig.hear("came|#hall|cid");
        rig.hear("went|#hall|ann");
        rig.hear("came|#hall|ann");

        assertThat(told)
                .containsExactly(
                        "JOINED [ann, bob]",
                        "MEMBER_JOINED cid [ann, bob, cid]",
                        "MEMBER_LEFT ann [bob, cid]",
                        "MEMBER_JOINED ann [bob, cid, ann]");
        assertThat(events.get(1).info().as(String.class)).isEqualTo("hello");
        assertThat(inSnapshot()).containsExactly("bob", "cid", "ann");
    }

    @Test
    void whatIsKnownAlreadyIsNotTold() {
        joined("ann", "bob");
        List<ClientSnapshot> snapshots = new ArrayList<>();
        rig.client.onSnapshot(snapshots::add);

        rig.hear("came|#hall|ann");
        rig.hear("went|#hall|nobody");
        rig.hear("who|#hall|bob,ann");

        assertThat(told).containsExactly("JOINED [ann, bob]");
        assertThat(room.members()).containsExactly("ann", "bob");
        assertThat(snapshots).isEmpty();
    }

    @Test
    void aListThatComesLaterTakesThePlaceOfTheOneBefore() {
        joined();
        rig.hear("who|#hall|ann,bob");
        rig.hear("who|#hall|bob,cid");
        rig.hear("who|#hall|");

        assertThat(told).containsExactly("JOINED []", "MEMBERS [ann, bob]", "MEMBERS [bob, cid]", "MEMBERS []");
        assertThat(inSnapshot()).isEmpty();
    }

    @Test
    void anOutageForgetsThemAndTheServersNextListTakesTheirPlace() {
        joined("ann", "bob");
        List<String> before = room.members();

        rig.server.peer().cut();
        rig.run();
        assertThat(room.members()).isEmpty();
        assertThat(inSnapshot()).isEmpty();
        rig.advance(ofSeconds(1));
        rig.hear("who|#hall|bob,cid");
        rig.hear("in|#hall|");

        assertThat(told).containsExactly("JOINED [ann, bob]", "JOINING []", "JOINED [bob, cid]");
        assertThat(before).containsExactly("ann", "bob");
    }

    @Test
    void aServerThatTellsNobodyAfterAnOutageLeavesThemUnknown() {
        joined("ann", "bob");

        rig.server.peer().cut();
        rig.advance(ofSeconds(1));
        rig.hear("in|#hall|");
        rig.hear("went|#hall|ann");

        assertThat(told).containsExactly("JOINED [ann, bob]", "JOINING []", "JOINED []");
        assertThat(room.members()).isEmpty();
        assertThat(inSnapshot()).isEmpty();
    }

    @Test
    void whoeverLeavesForgetsThem() {
        joined("ann");
        room.leave();
        rig.run();
        rig.hear("came|#hall|bob");
        assertThat(room.members()).isEmpty();
        assertThat(rig.client.snapshot().rooms()).isEmpty();

        room.join();
        rig.run();
        rig.hear("out|#hall|");
        rig.hear("in|#hall|");

        assertThat(told).containsExactly("JOINED [ann]", "LEFT []", "JOINED []");
    }

    @Test
    void whoeverIsPutOutForgetsThem() {
        joined("ann");

        rig.hear("no|#hall|closed");

        assertThat(told).containsExactly("JOINED [ann]", "REFUSED []");
    }

    @Test
    void theEndOfTheClientForgetsThem() {
        joined("ann");

        rig.client.closeAsync(ZERO);
        rig.run();

        assertThat(room.members()).isEmpty();
        assertThat(told).last().isEqualTo("LEFT []");
    }

    @Test
    void theMembersOfRoomsThatNobodyAskedForArePassedOver() {
        joined("ann");

        rig.hear("who|#kitchen|bob");
        rig.hear("came|#kitchen|cid");
        rig.hear("came|hall|a channel of that name");

        assertThat(told).containsExactly("JOINED [ann]");
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void atMostTenThousandAreRemembered() {
        joined(IntStream.range(0, 10_001).mapToObj(Integer::toString).toArray(String[]::new));
        assertThat(room.members()).hasSize(10_000).endsWith("9999");
        told.clear();

        rig.hear("came|#hall|late");
        rig.hear("went|#hall|late");
        rig.hear("went|#hall|10000");
        assertThat(told).isEmpty();

        rig.hear("went|#hall|0");
        rig.hear("came|#hall|late");
        assertThat(room.members()).hasSize(10_000).startsWith("1").endsWith("late");
        assertThat(events).hasSize(3);
    }

    @Test
    void theListIsAValue() {
        joined("ann");
        List<String> members = room.members();

        rig.hear("came|#hall|bob");

        assertThat(members).containsExactly("ann");
        assertThatThrownBy(() -> members.add("x")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> inSnapshot().add("x")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aListenerThatLeavesWhenSomebodyComesHearsOfNobodyElse() {
        rig.client.onRoom(event -> {
            if (event.kind() == RoomEvent.Kind.MEMBER_JOINED) {
                room.leave();
            }
        });
        joined("ann");

        rig.hear("came|#hall|bob");
        rig.hear("came|#hall|cid");

        assertThat(events)
                .extracting(RoomEvent::kind)
                .containsExactly(RoomEvent.Kind.JOINED, RoomEvent.Kind.MEMBER_JOINED, RoomEvent.Kind.LEFT);
    }

    @Test
    void anIdThatIsNoneIsReportedWhateverTheDialectAndTheLinkLivesOn() {
        joined("ann");

        rig.hear("came|#hall|" + "x".repeat(257));
        rig.hear("went|#hall|a\u0000b");
        rig.hear("who|#hall|bob,,cid");
        rig.hear("came|#hall|bob");

        assertThat(rig.errorCodes()).hasSize(3).containsOnly(ErrorCode.MALFORMED_FRAME);
        assertThat(rig.client.stats().inbound().malformed()).isEqualTo(3);
        assertThat(room.members()).containsExactly("ann", "bob");
    }

    @Test
    void aJsonServerTellsWhoIsIn() {
        JsonDialect dialect = JsonDialect.builder("rooms")
                .join("{\"type\":\"join\",\"room\":$room}")
                .joinedBy("joined", "room")
                .members("users", "id")
                .memberJoinedBy("came", "payload.room", "payload.id")
                .memberLeftBy("went", "payload.room", "payload.id")
                .build();
        Rig json = new Rig(builder -> builder.protocol(dialect));
        List<RoomEvent> heard = new ArrayList<>();
        json.client.onRoom(heard::add);
        json.client.room("hall").join();
        json.connected();

        json.hear("{\"type\":\"joined\",\"room\":\"hall\",\"users\":[{\"id\":\"ann\"},{\"id\":\"bob\"}]}");
        json.hear("{\"type\":\"came\",\"payload\":{\"room\":\"hall\",\"id\":\"cid\",\"mood\":\"glad\"}}");
        json.hear("{\"type\":\"went\",\"payload\":{\"room\":\"hall\",\"id\":\"ann\"}}");
        json.hear("{\"type\":\"went\",\"payload\":{\"room\":\"hall\",\"id\":7}}");
        json.hear("{\"type\":\"joined\",\"room\":\"hall\",\"users\":\"ann\"}");

        assertThat(json.client.room("hall").members()).containsExactly("bob", "cid");
        assertThat(heard.stream().map(RoomEvent::kind).map(Enum::name).collect(Collectors.joining(" ")))
                .isEqualTo("JOINED MEMBER_JOINED MEMBER_LEFT");
        assertThat(heard.get(1).info().asMap()).containsEntry("mood", "glad");
        assertThat(json.client.stats().inbound().malformed()).isEqualTo(2);
        assertThat(json.errorCodes()).containsExactly(ErrorCode.MALFORMED_FRAME, ErrorCode.MALFORMED_FRAME);
        assertThat(json.client.state()).isEqualTo(ConnectionState.OPEN);
    }
}
