// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.event.ClientSnapshot.ChannelStatus;
import io.github.keepwire.event.ClientSnapshot.RoomStatus;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.RoomEvent;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Payload;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.testing.ManualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How a client stands, as one value, and who hears of it. */
class RealtimeClientSnapshotTest {
    private final Rig rig = rig(new PipeDialect());
    private final List<ClientSnapshot> heard = new ArrayList<>();

    private static Rig rig(PipeDialect dialect) {
        return new Rig(
                dialect, builder -> builder.reconnect(Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)))));
    }

    @Test
    void aFreshClientIsIdleSinceItWasBuilt() {
        ClientSnapshot snapshot = rig.client.snapshot();

        assertThat(snapshot.state()).isEqualTo(ConnectionState.IDLE);
        assertThat(snapshot.since()).isEqualTo(now());
        assertThat(snapshot.isConnected()).isFalse();
        assertThat(snapshot.session()).isEqualTo(ClientSnapshot.Session.NONE);
        assertThat(snapshot.currentRoom()).isEmpty();
    }

    @Test
    void tellsSinceWhenTheStateHolds() {
        rig.advance(ofSeconds(3));
        rig.connected();
        Instant opened = now();
        rig.advance(ofSeconds(5));
        join("hall", "");

        assertThat(rig.client.snapshot().isConnected()).isTrue();
        assertThat(rig.client.snapshot().since()).isEqualTo(opened);
    }

    @Test
    void theSessionIsKnownUntilTheLinkIsGone() {
        Rig greeted = rig(PipeDialect.greeting());
        greeted.server.welcoming = false;
        greeted.client.connect();
        greeted.run();
        assertThat(greeted.client.snapshot().session()).isEqualTo(ClientSnapshot.Session.NONE);

        greeted.hear("welcome|s7|{\"user\":\"ann\"}");

        ClientSnapshot.Session session = greeted.client.snapshot().session();
        assertThat(session.id()).isEqualTo("s7");
        assertThat(session.data().asMap()).containsEntry("user", "ann");
        greeted.server.peer().cut();
        greeted.run();
        assertThat(greeted.client.snapshot().session()).isEqualTo(ClientSnapshot.Session.NONE);
        greeted.advance(ofSeconds(1));
        greeted.hear("welcome|s8|");
        assertThat(greeted.client.snapshot().session().id()).isEqualTo("s8");
        assertThat(greeted.changes)
                .filteredOn(change -> change.current() == ConnectionState.OPEN)
                .extracting(StateChange::sessionId)
                .containsExactly("s7", "s8");
        assertThat(greeted.changes)
                .filteredOn(change -> change.current() != ConnectionState.OPEN)
                .extracting(StateChange::sessionId)
                .containsOnlyNulls();
    }

    @Test
    void aSessionThatTellsTooMuchIsKnownByItsNameOnly() {
        Rig greeted = rig(PipeDialect.greeting());
        greeted.server.welcoming = false;
        greeted.client.connect();
        greeted.run();

        greeted.hear("welcome|s7|\"" + "x".repeat(16_384) + "\"");

        assertThat(greeted.client.snapshot().session().id()).isEqualTo("s7");
        assertThat(greeted.client.snapshot().session().data()).isSameAs(Payload.empty());
    }

    @Test
    void tellsWhichChannelsAreWantedAndConfirmed() {
        rig.connected();
        rig.client.subscribe("a", message -> {});
        rig.client.subscribe("a", message -> {});
        Subscription b = rig.client.subscribe("b", message -> {});
        rig.client.subscribe("bad", message -> {});
        rig.run();
        rig.hear("in|a|");
        rig.hear("no|bad|why");

        assertThat(rig.client.snapshot().channels())
                .containsExactly(
                        new ChannelStatus("a", Subscription.State.ACTIVE),
                        new ChannelStatus("b", Subscription.State.SUBSCRIBING));
        b.close();
        rig.run();
        assertThat(rig.client.snapshot().channels())
                .extracting(ChannelStatus::name)
                .containsExactly("a");
    }

    @Test
    void theCurrentRoomIsTheOneJoinedLastThatIsStillJoined() {
        rig.connected();
        join("a", "{\"members\":[\"ann\"]}");
        join("b", "");
        rig.client.room("c").join();
        rig.run();
        assertThat(currentRoom()).isEqualTo("b");

        rig.client.room("b").leave();
        rig.run();

        assertThat(currentRoom()).isEqualTo("a");
        RoomStatus room = rig.client.snapshot().currentRoom().orElseThrow();
        assertThat(room.info().asMap()).containsEntry("members", List.of("ann"));
        assertThat(rig.client.snapshot().rooms()).extracting(RoomStatus::joined).containsExactly(true, false);
    }

    @Test
    void aRoomLeftAndJoinedAgainIsTheLastOne() {
        rig.connected();
        join("a", "");
        join("b", "");
        rig.client.room("a").leave();
        rig.client.room("a").join();
        rig.run();

        rig.hear("out|#a|");
        rig.hear("in|#a|");

        assertThat(currentRoom()).isEqualTo("a");
    }

    @Test
    void anOutageKeepsTheOrderOfRoomsWhateverTheServerConfirmsFirst() {
        rig.connected();
        join("a", "{\"members\":[]}");
        join("b", "");
        rig.server.peer().cut();
        rig.run();
        assertThat(rig.client.snapshot().currentRoom()).isEmpty();
        assertThat(rig.client.snapshot().rooms()).extracting(RoomStatus::info).containsOnly(Payload.empty());

        rig.advance(ofSeconds(1));
        rig.hear("in|#b|");
        rig.hear("in|#a|");

        assertThat(currentRoom()).isEqualTo("b");
    }

    @Test
    void whatTheServerTellsLaterOfARoomReplacesWhatItTold() {
        rig.connected();
        join("a", "{\"members\":1}");

        rig.hear("in|#a|{\"members\":2}");
        rig.hear("in|#a|");

        assertThat(rig.client.snapshot().rooms().get(0).info().asMap()).containsEntry("members", 2);
    }

    @Test
    void aCompletedFutureIsSeenInTheSnapshot() {
        rig.connected();
        List<Boolean> joined = new ArrayList<>();
        CompletableFuture<Void> done = rig.client
                .room("a")
                .join()
                .thenRun(() -> joined.add(rig.client.snapshot().currentRoom().isPresent()));
        rig.run();

        rig.hear("in|#a|");

        assertThat(done).isCompleted();
        assertThat(joined).containsExactly(true);
    }

    /** The executor lends the thread that asks: so a completion runs the moment that it may. */
    @Test
    void itIsSeenEvenByACompletionThatWaitsForNoThread() {
        ManualTime time = new ManualTime(7);
        PipeServer server = new PipeServer();
        List<ConnectionState> seen = new ArrayList<>();
        RealtimeClient client = RealtimeClient.builder(Rig.ADDRESS)
                .environment(
                        time.environment().toBuilder().executor(Runnable::run).build())
                .transport(LoopbackTransport.to(server))
                .protocol(new PipeDialect())
                .build();

        client.connect().thenRun(() -> seen.add(client.snapshot().state()));
        time.run();

        assertThat(seen).containsExactly(ConnectionState.OPEN);
    }

    @Test
    void observersHearEachChangeOnceBehindItsEvents() {
        List<String> order = new ArrayList<>();
        rig.client.onSnapshot(snapshot -> order.add("snapshot " + snapshot.state()));
        rig.client.onState(change -> order.add("state " + change.current()));

        rig.connected();
        rig.hear("note||1");
        rig.hear("in|unknown|");

        assertThat(order).containsExactly("state CONNECTING", "snapshot CONNECTING", "state OPEN", "snapshot OPEN");
    }

    @Test
    void anObserverGetsTheValueThatHolds() {
        rig.client.onSnapshot(heard::add);
        rig.connected();
        join("a", "");

        assertThat(heard).doesNotHaveDuplicates();
        assertThat(heard.get(heard.size() - 1)).isEqualTo(rig.client.snapshot());
    }

    @Test
    void aSlowObserverHearsTheLastValueAndNotAllBefore() {
        List<Runnable> listenersWork = new ArrayList<>();
        Rig slow = new Rig(builder -> builder.callbackExecutor(listenersWork::add));
        slow.client.onSnapshot(heard::add);
        slow.connected();
        for (int i = 0; i < 100; i++) {
            slow.client.subscribe("channel" + i, message -> {});
            slow.run();
        }

        while (!listenersWork.isEmpty()) {
            listenersWork.remove(0).run();
        }

        assertThat(heard).containsExactly(slow.client.snapshot());
        assertThat(heard.get(0).channels()).hasSize(100);
    }

    @Test
    void whatChangesBackBeforeAnybodyHearsIsNotTold() {
        List<Runnable> listenersWork = new ArrayList<>();
        Rig slow = new Rig(builder -> builder.callbackExecutor(listenersWork::add));
        slow.client.onSnapshot(heard::add);
        slow.connected();
        while (!listenersWork.isEmpty()) {
            listenersWork.remove(0).run();
        }
        heard.clear();

        Subscription subscription = slow.client.subscribe("a", message -> {});
        slow.run();
        assertThat(slow.client.snapshot().channels()).hasSize(1);
        subscription.close();
        slow.run();
        while (!listenersWork.isEmpty()) {
            listenersWork.remove(0).run();
        }

        assertThat(heard).isEmpty();
    }

    @Test
    void whoCameInBetweenHearsOfTheChangeBack() {
        List<Runnable> listenersWork = new ArrayList<>();
        Rig slow = new Rig(builder -> builder.callbackExecutor(listenersWork::add));
        slow.client.onSnapshot(now -> {});
        slow.connected();
        while (!listenersWork.isEmpty()) {
            listenersWork.remove(0).run();
        }

        Subscription subscription = slow.client.subscribe("a", message -> {});
        slow.run();
        slow.client.onSnapshot(heard::add);
        assertThat(slow.client.snapshot().channels()).hasSize(1);
        subscription.close();
        slow.run();
        while (!listenersWork.isEmpty()) {
            listenersWork.remove(0).run();
        }

        assertThat(heard).containsExactly(slow.client.snapshot());
    }

    @Test
    void theEndOfTheClientIsTold() {
        rig.client.onSnapshot(heard::add);
        rig.connected();
        join("a", "");

        rig.client.closeAsync(ofSeconds(1));
        rig.run();

        ClientSnapshot last = heard.get(heard.size() - 1);
        assertThat(last.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(last.rooms()).isEmpty();
        assertThat(rig.client.snapshot()).isEqualTo(last);
    }

    @Test
    void aSnapshotStaysAsItIs() {
        rig.connected();
        ClientSnapshot before = rig.client.snapshot();
        join("a", "");

        assertThat(before.rooms()).isEmpty();
        assertThat(rig.client.snapshot()).isNotEqualTo(before);
    }

    @Test
    void roomsThatAreCreatedAreTold() {
        List<RoomEvent> events = new ArrayList<>();
        rig.client.onRoom(events::add);
        rig.connected();

        rig.hear("made|#lobby|{\"owner\":\"ann\"}");

        assertThat(events).hasSize(1);
        assertThat(events.get(0).kind()).isEqualTo(RoomEvent.Kind.CREATED);
        assertThat(events.get(0).room()).isEqualTo("lobby");
        assertThat(events.get(0).info().asMap()).containsEntry("owner", "ann");
        assertThat(rig.client.snapshot().rooms()).isEmpty();
    }

    private void join(String room, String info) {
        rig.client.room(room).join();
        rig.run();
        rig.hear("in|#" + room + "|" + info);
    }

    private String currentRoom() {
        return rig.client.snapshot().currentRoom().orElseThrow().id();
    }

    private Instant now() {
        return rig.time.environment().wallClock().instant();
    }

    @Test
    void whatIsKeptOfWhatTheServerTellsHoldsNothingOfTheFrameAroundIt() {
        rig.connected();
        join("hall", "{\"title\":\"Hall\"}");

        Payload kept = rig.client.snapshot().rooms().get(0).info();

        assertThat(kept.json())
                .isEqualTo("{\"title\":\"Hall\"}")
                .as("a text of its own")
                .isSameAs(kept.json());
    }
}
