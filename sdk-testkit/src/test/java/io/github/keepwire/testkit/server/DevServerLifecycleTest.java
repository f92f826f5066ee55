// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static io.github.keepwire.testkit.server.PlainClient.connect;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DevServerLifecycleTest {
    private static final byte[] HANDSHAKE =
            ("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);

    @Test
    void restartKeepsThePortAndWhatWasReceived() throws Exception {
        try (DevServer server = DevServer.echo().start()) {
            URI url = server.url();
            PlainClient before = connect(url);
            before.send("before").next();

            server.restart();

            assertThat(before.closeCode()).isEqualTo(1001);
            assertThat(server.url()).isEqualTo(url);
            assertThat(connect(url).send("after").next()).isEqualTo("after");
            assertThat(server.received()).extracting(Received::json).containsExactly("before", "after");
        }
    }

    @Test
    void hundredRunsOnOnePortLeaveNoThread() throws Exception {
        DevServer server = DevServer.echo();
        Set<Thread> seen = new HashSet<>();

        for (int i = 0; i < 100; i++) {
            server.start();
            PlainClient client = connect(server.url());
            assertThat(client.send("run").next()).isEqualTo("run");
            seen.addAll(serverThreads());
            server.close();
            assertThat(client.closeCode()).isEqualTo(1001);
        }

        assertThat(seen).hasSizeGreaterThanOrEqualTo(100 * (DevServer.WORKERS + 2));
        assertThat(seen).noneMatch(Thread::isAlive);
        assertThat(serverThreads()).isEmpty();
    }

    @Test
    void clientsThatHangUpBehindTheirHandshakeAreForgotten() throws Exception {
        try (DevServer server = DevServer.echo().start()) {
            for (int i = 0; i < 2_000; i++) {
                hangUpBehindTheHandshake(server.url());
            }
            PlainClient last = connect(server.url());
            assertThat(last.send("last").next()).isEqualTo("last");

            server.awaitConnections(1);
        }
    }

    @Test
    void closeIsIdempotentAndAnAddressNeedsAStart() {
        DevServer server = DevServer.echo();
        assertThatIllegalStateException().isThrownBy(server::url).withMessageContaining("not started");

        server.start();
        server.close();
        server.close();

        assertThatIllegalStateException().isThrownBy(server::url);
        assertThat(server.connections()).isEmpty();
    }

    @Test
    void closeEndsAClientThatIgnoresTheGoodbye() throws Exception {
        DevServer server = DevServer.echo().start();
        try (Socket mute = rawWebSocket(server.url())) {
            server.awaitConnections(1);

            server.close();

            assertThat(mute.getInputStream().readAllBytes())
                    .as("the goodbye, then the end")
                    .isNotEmpty();
        }
    }

    @Test
    void silentClientIsCutWhenThePingsAreOnAndThePingerEndsWithTheServer() throws Exception {
        try (DevServer server = DevServer.echo()
                        .connectionLostTimeout(Duration.ofSeconds(1))
                        .start();
                Socket mute = rawWebSocket(server.url())) {
            server.awaitConnections(1);

            assertThat(server.awaitConnections(0)).isEmpty();
            assertThat(mute.getInputStream().read()).as("a ping").isEqualTo(0x89);
            Thread pinger = thread("connectionLostChecker");
            server.restart();
            pinger.join(10_000);
            assertThat(pinger.isAlive()).isFalse();
        }
    }

    @Test
    void interruptedCallerStillClosesEverything() {
        DevServer server = DevServer.echo().start();
        Set<Thread> running = serverThreads();
        Thread.currentThread().interrupt();

        server.close();

        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        assertThat(running).isNotEmpty().noneMatch(Thread::isAlive);
    }

    @Test
    void behaviourThatBlocksStallsNobodyElse() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Behavior blocking = (from, message) -> {
            if (message.json().equals("block")) {
                awaitQuietly(release);
            }
            from.send(message.json());
        };
        try (DevServer server = DevServer.of(blocking).start()) {
            PlainClient blocked = connect(server.url()).send("block");
            PlainClient free = connect(server.url()).send("free");

            assertThat(free.next()).isEqualTo("free");
            release.countDown();
            assertThat(blocked.next()).isEqualTo("block");
        }
    }

    @Test
    void behaviourIsToldOfEveryStepOfAPeersLife() throws Exception {
        StringBuffer story = new StringBuffer();
        CountDownLatch over = new CountDownLatch(1);
        Behavior told = new Behavior() {
            @Override
            public void received(Peer from, Received message) {
                story.append(" received ").append(message.json());
            }

            @Override
            public void started(Peers peers) {
                story.append("started");
            }

            @Override
            public void opened(Peer peer) {
                story.append(" opened ").append(peer.path());
            }

            @Override
            public void closed(Peer peer, int code, String reason) {
                story.append(" closed ").append(code);
                over.countDown();
            }

            @Override
            public void stopped() {
                story.append(" stopped");
            }

            @Override
            public String path() {
                return "/told";
            }
        };
        try (DevServer server = DevServer.of(told).start()) {
            connect(server.url()).send("hello").bye();
            assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(story).hasToString("started opened /told received hello closed 1000 stopped");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .findAny()
                .orElseThrow();
    }

    private static Set<Thread> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("WebSocket"))
                .collect(toSet());
    }

    /** A client that does the handshake and then never answers. */
    private static void hangUpBehindTheHandshake(URI url) throws Exception {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write(HANDSHAKE);
        }
    }

    private static Socket rawWebSocket(URI url) throws Exception {
        Socket socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(HANDSHAKE);
        InputStream in = socket.getInputStream();
        for (int matched = 0; matched < 4; ) {
            matched = in.read() == "\r\n\r\n".charAt(matched) ? matched + 1 : 0;
        }
        return socket;
    }
}
