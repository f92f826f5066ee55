// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testkit.server.Behavior;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.testkit.server.Peer;
import io.github.keepwire.testkit.server.Peers;
import io.github.keepwire.testkit.server.Received;
import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A user's own server that numbers its messages and keeps them, and a client that is cut off for a while. */
@ParameterizedClass
@MethodSource("transports")
class NumberedFeedTest {
    private static final List<Transport> TRANSPORTS = List.of(new JdkTransport(), new OkHttpTransport());
    private static final JsonDialect DIALECT =
            JsonDialect.builder("ticker").payload("data").sequence("seq").build();

    private final Transport transport;
    private final Ticker ticker = new Ticker();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<ConnectionState> states = new LinkedBlockingQueue<>();

    NumberedFeedTest(Transport transport) {
        this.transport = transport;
    }

    static List<Named<Transport>> transports() {
        return TRANSPORTS.stream()
                .map(transport -> Named.of(transport.name(), transport))
                .toList();
    }

    @AfterAll
    static void closeTransports() {
        TRANSPORTS.forEach(Transport::close);
    }

    @Test
    void whatWasMissedDuringAnOutageIsFetchedAndDeliveredInOrder() throws Exception {
        try (DevServer server = DevServer.of(ticker).start();
                RealtimeClient viewer = viewer(server, ticker::history)) {
            missSome(server, viewer);

            expect("3", "4", "RECOVERED 3-4", "5");
        }
    }

    @Test
    void withoutAHistoryTheGapIsToldBeforeWhatFollows() throws Exception {
        try (DevServer server = DevServer.of(ticker).start();
                RealtimeClient viewer = viewer(server, null)) {
            missSome(server, viewer);

            expect("GAP 3-4", "5");
        }
    }

    @Test
    void aServerThatIsRestartedCountsAnew() throws Exception {
        try (DevServer server = DevServer.of(ticker).start();
                RealtimeClient viewer = viewer(server, ticker::history)) {
            ticker.tick("one");
            ticker.tick("two");
            expect("1", "2");

            ticker.forget();
            server.restart();
            await(ConnectionState.RECONNECTING);
            await(ConnectionState.OPEN);
            ticker.tick("another one");

            expect("RESET 2-1", "1");
            assertThat(viewer.stats().inbound().repeated()).isZero();
        }
    }

    private void missSome(DevServer server, RealtimeClient viewer) throws Exception {
        ticker.tick("one");
        ticker.tick("two");
        expect("1", "2");
        server.link(viewer).cut();
        await(ConnectionState.RECONNECTING);
        ticker.tick("three");
        ticker.tick("four");
        server.link(viewer).restore();
        await(ConnectionState.OPEN);
        ticker.tick("five");
    }

    private RealtimeClient viewer(DevServer server, Recovery.History history) throws Exception {
        RealtimeClient viewer = server.client("viewer", settings -> {
            settings.transport(transport).protocol(DIALECT);
            if (history != null) {
                settings.history(history);
            }
        });
        viewer.onRecovery(event -> told.add(event.kind() + " " + event.from() + "-" + event.to()));
        viewer.onAny(message -> told.add(String.valueOf(message.position().number())));
        viewer.onState(change -> states.add(change.current()));
        viewer.connect().get(20, SECONDS);
        ticker.awaitViewer();
        return viewer;
    }

    private void expect(String... expected) throws Exception {
        for (String next : expected) {
            assertThat(told.poll(20, SECONDS)).isEqualTo(next);
        }
        assertThat(told).isEmpty();
    }

    private void await(ConnectionState wanted) throws Exception {
        for (ConnectionState state = states.poll(20, SECONDS); state != wanted; state = states.poll(20, SECONDS)) {
            assertThat(state).as("a state before " + wanted).isNotNull();
        }
        if (wanted == ConnectionState.OPEN) {
            ticker.awaitViewer();
        }
    }

    /** Tells everybody what it is told to tell, with a number, and keeps it. */
    private static final class Ticker implements Behavior {
        private final List<String> kept = new CopyOnWriteArrayList<>();
        private final BlockingQueue<Peer> arrivals = new LinkedBlockingQueue<>();
        private volatile Peers peers;

        @Override
        public void started(Peers everybody) {
            peers = everybody;
        }

        @Override
        public void opened(Peer peer) {
            arrivals.add(peer);
        }

        @Override
        public void received(Peer from, Received message) {
            // nobody has anything to say to it
        }

        void awaitViewer() throws InterruptedException {
            assertThat(arrivals.poll(20, SECONDS)).isNotNull();
        }

        void tick(String what) {
            String frame = "{\"type\":\"tick\",\"seq\":" + (kept.size() + 1) + ",\"data\":{\"text\":\"" + what + "\"}}";
            kept.add(frame);
            peers.all().forEach(peer -> peer.send(frame));
        }

        void forget() {
            kept.clear();
        }

        CompletionStage<List<String>> history(Scope scope, long from, long to) {
            return CompletableFuture.supplyAsync(() -> List.copyOf(kept.subList((int) from - 1, (int) to)));
        }
    }
}
