// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.Greeting;
import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.RecordingListener;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Many links and calls on one transport: none waits for another. */
public interface CrowdContract extends TransportSource {
    /** A hundred links are opened, used and closed at once. */
    @Test
    default void aHundredLinksWorkAtOnce() {
        int count = 100;
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.peer();
            List<RecordingListener> listeners = new ArrayList<>();
            List<CompletionStage<Link>> openings = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                listeners.add(stage.listener());
                openings.add(stage.open(Stage.request(peer).header("X-Number", "" + i), listeners.get(i)));
            }
            List<RawConnection> servers = byNumber(peer, count);
            List<Wire> wires = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Link link = Deadline.result("link " + i, openings.get(i));
                wires.add(new Wire(link, listeners.get(i), servers.get(i)).request(1));
            }

            for (int i = 0; i < count; i++) {
                wires.get(i).sendText("from " + i);
                wires.get(i).server().text("to " + i);
            }

            for (int i = 0; i < count; i++) {
                assertThat(wires.get(i).server().readText()).isEqualTo("from " + i);
                assertThat(wires.get(i).listener().awaitText()).isEqualTo("to " + i);
                wires.get(i).link().abort();
            }
            wires.forEach(wire -> wire.listener().awaitEnd());
        }
    }

    private static List<RawConnection> byNumber(RawPeer peer, int count) {
        RawConnection[] servers = new RawConnection[count];
        for (int i = 0; i < count; i++) {
            RawConnection server = peer.connection();
            servers[Integer.parseInt(server.head().header("X-Number").orElseThrow())] = server;
        }
        return List.of(servers);
    }

    /** Handshakes that hang do not hold up others, however many they are. */
    @Test
    default void handshakesThatHangDoNotHoldUpOthers() {
        try (Stage stage = Stage.of(this)) {
            RawPeer mute = stage.own(RawPeer.start(Greeting.silence()));
            for (int i = 0; i < 100; i++) {
                stage.open(Stage.request(mute).handshakeTimeout(Duration.ofMinutes(5)), stage.listener());
            }

            stage.roundTripElsewhere();
        }
    }

    /** Exchanges that hang do not hold up others to the same host, nor handshakes. */
    @Test
    default void exchangesThatHangDoNotHoldUpOthers() {
        try (Stage stage = Stage.of(this)) {
            RawPeer mute = stage.own(RawPeer.start(Greeting.silence()));
            RawPeer lively = stage.own(RawPeer.start(Greeting.reply(200, "lively")));
            for (int i = 0; i < 20; i++) {
                stage.transport().exchange(HttpCall.get(mute.httpUri("/")).withTimeout(Duration.ofMinutes(5)));
            }

            assertThat(stage.reply(HttpCall.get(lively.httpUri("/"))).body()).isEqualTo("lively");
            stage.roundTripElsewhere();
        }
    }

    /** A hundred exchanges at once all get their own reply. */
    @Test
    default void aHundredExchangesWorkAtOnce() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(connection -> {
                String target = connection.readHead().target();
                Greeting.sendReply(connection, 200, target);
            }));
            List<CompletionStage<HttpCall.Reply>> replies = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                replies.add(stage.transport().exchange(HttpCall.get(peer.httpUri("/" + i))));
            }

            for (int i = 0; i < 100; i++) {
                assertThat(Deadline.result("reply " + i, replies.get(i)).body()).isEqualTo("/" + i);
            }
        }
    }

    /** A link that is flooded does not starve another. */
    @Test
    default void aFloodedLinkDoesNotStarveAnother() {
        try (Stage stage = Stage.of(this)) {
            Wire flooded = stage.connect().requestAll();
            Flood.start(flooded.server(), 1_000_000, 1000);
            flooded.listener().awaitReceived(100);

            for (int i = 0; i < 5; i++) {
                stage.roundTripElsewhere();
            }

            flooded.link().abort();
            flooded.listener().awaitEnd();
        }
    }
}
