// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.Recovery;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.protocol.socketio.SocketIo;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.testing.ManualTime;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the application hears of connection state recovery, on virtual time. */
class SocketIoRecoveryTest {
    private final ManualTime time = new ManualTime(7);
    private final SocketIoServer server = new SocketIoServer();
    private final List<Recovery> recoveries = new ArrayList<>();
    /** Messages and recoveries as they came. */
    private final List<String> order = new ArrayList<>();

    private RealtimeClient client;

    private void connect(SocketIo dialect) {
        server.answer = "40{\"sid\":\"s1\",\"pid\":\"p1\"}";
        client = RealtimeClient.builder(URI.create("ws://socket.test"))
                .environment(time.environment())
                .transport(LoopbackTransport.to(server))
                .protocol(dialect)
                .reconnect(
                        Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)).noJitter()))
                .build();
        client.onAny(message -> order.add(message.type()));
        client.onRecovery(recovery -> {
            recoveries.add(recovery);
            order.add(recovery.kind().toString());
        });
        client.connect();
        run();
    }

    private void run() {
        while (time.step()) {
            assertThat(client.stats().ledger().balances()).isTrue();
        }
    }

    private void hear(String frame) {
        server.peer.send(frame);
        run();
    }

    private void outage() {
        server.peer.cut();
        time.advance(ofSeconds(1));
        run();
    }

    private static Recovery told(Recovery.Kind kind, Scope scope) {
        return new Recovery(kind, scope, Recovery.UNKNOWN, Recovery.UNKNOWN);
    }

    @Test
    void whoIsTakenBackHearsOfItBeforeWhatWasMissed() {
        connect(SocketIo.defaults().recovery());
        hear("42[\"before\",\"o1\"]");
        assertThat(recoveries).isEmpty();
        outage();
        hear("42[\"missed\",\"o2\"]");

        assertThat(recoveries).containsExactly(told(Recovery.Kind.RECOVERED, null));
        assertThat(order).containsExactly("before", "RECOVERED", "missed");
    }

    @Test
    void whatWasMissedMayComeBeforeTheServerLetsUsIn() {
        connect(SocketIo.defaults().recovery());
        hear("42[\"before\",\"o1\"]");
        server.answer = null;
        outage();
        hear("42[\"missed\",\"o2\"]"); // as the official server does it
        hear("42[\"missed\",\"o3\"]");
        hear("40{\"sid\":\"s1\",\"pid\":\"p1\"}");
        hear("42[\"after\",\"o4\"]");

        assertThat(order).containsExactly("before", "RECOVERED", "missed", "missed", "after");
        outage();
        assertThat(server.take()).contains("40{\"pid\":\"p1\",\"offset\":\"o4\"}");
    }

    @Test
    void aPromiseThatTheServerBreaksIsTakenBack() {
        connect(SocketIo.defaults().recovery());
        hear("42[\"before\",\"o1\"]");
        server.answer = null;
        outage();
        hear("42[\"missed\",\"o2\"]");
        hear("40{\"sid\":\"s2\",\"pid\":\"p2\"}");

        assertThat(order).containsExactly("before", "RECOVERED", "missed", "RESET");
    }

    @Test
    void whoIsNotTakenBackHearsThatSomethingMayBeMissing() {
        connect(SocketIo.defaults().recovery());
        hear("42[\"before\",\"o1\"]");
        server.answer = "40{\"sid\":\"s2\",\"pid\":\"p2\"}";
        outage();
        hear("42[\"after\",\"o2\"]");
        assertThat(order).containsExactly("before", "RESET", "after");

        server.answer = "40{\"sid\":\"s2\"}"; // and now it recovers nobody any more
        outage();
        outage();

        assertThat(recoveries).containsExactly(told(Recovery.Kind.RESET, null), told(Recovery.Kind.RESET, null));
    }

    @Test
    void whoHasHeardNothingYetMayHaveMissedSomethingToo() {
        connect(SocketIo.defaults().recovery());
        server.answer = "40{\"sid\":\"s2\",\"pid\":\"p2\"}";
        outage();

        assertThat(recoveries).containsExactly(told(Recovery.Kind.RESET, null));
    }

    @Test
    void eachNamespaceIsTakenBackByItself() {
        connect(SocketIo.defaults().recovery());
        hear("42[\"before\",\"o1\"]");
        client.subscribe("/chat", message -> {});
        Subscription gone = client.subscribe("/gone", message -> {});
        run();
        hear("40/chat,{\"sid\":\"c1\",\"pid\":\"q1\"}");
        hear("40/gone,{\"sid\":\"c1\",\"pid\":\"q2\"}");
        hear("42/chat,[\"line\",\"o1\"]");
        hear("42/gone,[\"line\",\"o1\"]");
        gone.close();
        client.subscribe("/gone", message -> {});
        run();
        hear("40/gone,{\"sid\":\"c1\",\"pid\":\"q3\"}");
        assertThat(recoveries).isEmpty(); // that was left on purpose
        server.take();
        outage();
        assertThat(server.take()).contains("40/chat,{\"pid\":\"q1\",\"offset\":\"o1\"}", "40/gone,");

        hear("40/chat,{\"sid\":\"c1\",\"pid\":\"q1\"}");
        hear("40/chat,{\"sid\":\"c1\",\"pid\":\"q1\"}"); // said twice, it is no second outage

        assertThat(recoveries)
                .containsExactly(
                        told(Recovery.Kind.RECOVERED, null), told(Recovery.Kind.RECOVERED, Scope.channel("/chat")));
    }

    @Test
    void nothingIsKeptOfNamespacesThatNobodyHasAskedFor() {
        connect(SocketIo.defaults().recovery());
        hear("40/chat,{\"sid\":\"c1\",\"pid\":\"q1\"}");
        hear("42/chat,[\"line\",\"o1\"]");
        server.take();
        client.subscribe("/chat", message -> {});
        run();
        assertThat(server.take()).containsExactly("40/chat,");
        hear("40/chat,{\"sid\":\"c1\",\"pid\":\"" + "q".repeat(257) + "\"}"); // no secret is that long
        hear("42/chat,[\"line\",\"o1\"]");
        outage();

        assertThat(server.take()).contains("40/chat,");
    }

    private Room joined(String name, long ack) {
        Room room = client.room(name);
        room.on("line", message -> order.add(name));
        room.join();
        run();
        hear("43" + ack + "[{\"success\":true}]");
        return room;
    }

    @Test
    void whatARoomHasMissedReachesItsListeners() {
        connect(SocketIo.defaults().recovery());
        joined("hall", 0);
        hear("42[\"line\",{\"roomId\":\"hall\"},\"o1\"]");
        order.clear();
        server.answer = null;
        outage();
        hear("42[\"line\",{\"roomId\":\"hall\"},\"o2\"]");
        hear("42[\"line\",{\"roomId\":\"kitchen\"},\"o3\"]");
        server.take();
        hear("40{\"sid\":\"s1\",\"pid\":\"p1\"}");

        assertThat(order).containsExactly("RECOVERED", "line", "hall", "line");
        assertThat(server.take()).containsExactly("420[\"join_room\",{\"roomId\":\"hall\"}]");
    }

    @Test
    void aRoomThatWasLeftDuringTheOutageIsLeftOnTheServerToo() {
        connect(SocketIo.defaults().recovery());
        joined("hall", 0);
        Room kitchen = joined("kitchen", 1);
        hear("42[\"line\",{\"roomId\":\"hall\"},\"o1\"]");
        server.peer.cut();
        run();
        kitchen.leave();
        server.take();
        time.advance(ofSeconds(1));
        run();

        assertThat(server.take())
                .containsExactly(
                        "40{\"pid\":\"p1\",\"offset\":\"o1\"}",
                        "420[\"join_room\",{\"roomId\":\"hall\"}]",
                        "421[\"leave_room\",{\"roomId\":\"kitchen\"}]");
    }

    @Test
    void theOnlyRoomThatWasLeftDuringTheOutageIsLeftOnTheServerToo() {
        connect(SocketIo.defaults().recovery());
        Room hall = joined("hall", 0);
        hear("42[\"line\",{\"roomId\":\"hall\"},\"o1\"]");
        server.peer.cut();
        run();
        hall.leave();
        time.advance(ofSeconds(1));
        run();
        server.take();
        hear("2");

        assertThat(server.take()).containsExactly("3", "420[\"leave_room\",{\"roomId\":\"hall\"}]");
        hear("2");
        assertThat(server.take()).containsExactly("3");
    }

    @Test
    void aRoomOfANamespaceThatWasLeftDuringTheOutageIsLeftOnTheServerToo() {
        connect(SocketIo.defaults().recovery());
        Channel chat = client.channel("/chat");
        Room hall = chat.room("hall");
        Room kitchen = chat.room("kitchen");
        hall.join();
        kitchen.join();
        run();
        hear("40/chat,{\"sid\":\"c1\",\"pid\":\"q1\"}");
        hear("43/chat,0[{\"success\":true}]");
        hear("43/chat,1[{\"success\":true}]");
        hear("42/chat,[\"line\",{\"roomId\":\"hall\"},\"o1\"]");
        server.peer.cut();
        run();
        kitchen.leave();
        time.advance(ofSeconds(1));
        run();
        server.take();
        hear("40/chat,{\"sid\":\"c1\",\"pid\":\"q1\"}");

        assertThat(server.take())
                .containsExactly(
                        "42/chat,0[\"join_room\",{\"roomId\":\"hall\"}]",
                        "42/chat,1[\"leave_room\",{\"roomId\":\"kitchen\"}]");
    }

    @Test
    void aNamespaceThatWasLeftDuringTheOutageIsNotTakenUpWhereItBrokeOff() {
        connect(SocketIo.defaults().recovery());
        Subscription chat = client.subscribe("/chat", message -> {});
        run();
        hear("40/chat,{\"sid\":\"c1\",\"pid\":\"q1\"}");
        hear("42/chat,[\"line\",\"o1\"]");
        server.peer.cut();
        run();
        chat.close();
        time.advance(ofSeconds(1));
        run();
        hear("2");
        client.subscribe("/chat", message -> {});
        server.take();
        run();

        assertThat(server.take()).containsExactly("40/chat,");
    }

    @Test
    void onAnotherSeatThereAreNoRoomsToLeave() {
        connect(SocketIo.defaults().recovery());
        joined("hall", 0);
        Room kitchen = joined("kitchen", 1);
        hear("42[\"line\",{\"roomId\":\"hall\"},\"o1\"]");
        server.answer = "40{\"sid\":\"s2\",\"pid\":\"p2\"}";
        server.peer.cut();
        run();
        kitchen.leave();
        server.take();
        time.advance(ofSeconds(1));
        run();

        assertThat(server.take())
                .containsExactly("40{\"pid\":\"p1\",\"offset\":\"o1\"}", "420[\"join_room\",{\"roomId\":\"hall\"}]");
    }

    @Test
    void withoutRecoveryNothingIsToldOfIt() {
        connect(SocketIo.defaults());
        hear("42[\"hello\",\"o1\"]");
        outage();
        server.answer = "40{\"sid\":\"s2\",\"pid\":\"p2\"}";
        outage();

        assertThat(recoveries).isEmpty();
    }
}
