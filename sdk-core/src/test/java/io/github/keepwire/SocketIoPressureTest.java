// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.policy.RateLimit;
import io.github.keepwire.protocol.socketio.SocketIo;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.testing.ManualTime;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Slow listeners on a server that pings: every 25 s, and wants an answer within 20 s. Its ping waits behind all that we have not
 * read.
 */
class SocketIoPressureTest {
    private final ManualTime time = new ManualTime(7);
    private final SocketIoServer server = new SocketIoServer();
    /** What the listeners' executor has been given and has not run. */
    private final Queue<Runnable> callbacks = new ArrayDeque<>();

    private RealtimeClient client;

    private void connect(UnaryOperator<RealtimeClientBuilder> settings) {
        RealtimeClientBuilder builder = RealtimeClient.builder(URI.create("ws://socket.test"))
                .environment(time.environment())
                .transport(LoopbackTransport.to(server))
                .callbackExecutor(callbacks::add)
                .heartbeat(Heartbeat.every(ofSeconds(1000)))
                .protocol(SocketIo.defaults());
        client = settings.apply(builder).build();
        client.onAny(message -> {});
        client.connect();
        run();
        while (!callbacks.isEmpty()) {
            runCallback();
        }
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
        server.take();
    }

    private void run() {
        while (time.step()) {
            assertThat(client.stats().ledger().balances()).isTrue();
        }
    }

    private void runCallback() {
        Runnable next = callbacks.poll();
        if (next != null) {
            next.run();
            run();
        }
    }

    private void flood(int events) {
        for (int i = 0; i < events; i++) {
            server.peer.send("42[\"drop\"," + i + "]");
        }
        run();
    }

    private void advance(int seconds) {
        time.advance(ofSeconds(seconds));
        run();
    }

    private long read() {
        return client.stats().inbound().frames();
    }

    @Test
    void aPauseEndsInTimeForTheNextPing() {
        connect(builder -> builder.inbox(Inbox.defaults().pauseAtMost(ofSeconds(600))));
        flood(5_000);
        assertThat(read()).isLessThan(1_100);
        advance(25);
        server.peer.send("2");
        time.advance(ofMillis(9_900));
        run();
        assertThat(server.take()).isEmpty();

        time.advance(ofMillis(200));
        run();

        assertThat(server.take()).containsExactly("3");
        assertThat(client.stats().inbound().waiting()).isEqualTo(5_000);
        assertThat(client.stats().inbound().dropped()).isZero();
    }

    @Test
    void manyShortPausesAreNotLongerThanALongOne() {
        connect(builder -> builder.inbox(Inbox.defaults().maxMessages(10)));
        flood(5_000);
        for (int second = 0; second < 25; second++) {
            runCallback();
            advance(1);
        }
        server.peer.send("2");
        run();
        for (int second = 25; second < 35; second++) {
            assertThat(server.take()).isEmpty();
            runCallback();
            advance(1);
        }
        run();

        assertThat(server.take()).containsExactly("3");
    }

    @Test
    void onceItsPingIsAnsweredTheServerFeelsUsAgain() {
        connect(builder -> builder);
        flood(5_000);
        advance(25);
        server.peer.send("2"); // the pause was over after 20 s, so that it is read at once
        run();
        assertThat(server.take()).containsExactly("3");
        long before = read();

        flood(5_000);
        advance(19);
        assertThat(read() - before).isLessThan(20);
        advance(2);
        assertThat(read() - before).isEqualTo(5_000);
    }

    @Test
    void aRateLimitPausesNoLongerThanTheServerWaits() {
        connect(builder -> builder.inboundLimit(RateLimit.perMinute(1)));
        flood(100);
        assertThat(read()).isLessThan(30);
        advance(25);
        server.peer.send("2");
        run();
        assertThat(server.take()).isEmpty();

        advance(11);

        assertThat(server.take()).containsExactly("3");
    }
}
