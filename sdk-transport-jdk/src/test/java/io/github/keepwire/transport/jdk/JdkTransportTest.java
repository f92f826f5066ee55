// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.Greeting;
import io.github.keepwire.testkit.Opcode;
import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.RecordingListener;
import io.github.keepwire.testkit.ServerFrames;
import io.github.keepwire.testkit.TestEnvironment;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import io.github.keepwire.transport.Transport;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What this transport does beyond the contract of all transports. */
class JdkTransportTest {
    private final Set<Thread> ofOthers = Set.copyOf(allWorkers());
    private final JdkTransport transport = new JdkTransport();
    private final TestEnvironment environment = TestEnvironment.start();
    private final RecordingListener listener = new RecordingListener();

    @AfterEach
    void close() {
        transport.close();
        environment.close();
    }

    @Test
    void limitsAndChecksWhatComesInButMissesSomeEnds() {
        assertThat(transport.capabilities())
                .containsExactlyInAnyOrder(
                        Transport.Capability.LIMITS_INBOUND_BEFORE_ASSEMBLY, Transport.Capability.REJECTS_INVALID_UTF8);
    }

    @Test
    void startsNoThreadBeforeItIsUsed() {
        assertThat(workers()).isEmpty();
    }

    @Test
    void itsThreadsAreNamedDaemonsThatEndSoonAfterItIsClosed() {
        try (RawPeer peer = RawPeer.start()) {
            open(peer, listener).request(1);
            peer.connection().text("hello");
            listener.awaitText();
            assertThat(workers()).isNotEmpty().allMatch(Thread::isDaemon);

            transport.close();

            Deadline.await("no worker left", () -> workers().isEmpty());
        }
    }

    @Test
    void aListenerThatThrowsHearsTheNextMessage() {
        try (RawPeer peer = RawPeer.start()) {
            List<String> heard = new ArrayList<>();
            CountDownLatch two = new CountDownLatch(2);
            Link link = open(peer, onReceived(frame -> {
                heard.add(frame.text());
                two.countDown();
                throw new IllegalStateException("planted");
            }));
            link.request(2);

            RawConnection server = peer.connection();
            server.text("one");
            server.text("two");

            Deadline.await("two messages", () -> two.getCount() == 0);
            assertThat(heard).containsExactly("one", "two");
            link.send(Frame.text("still here"));
            assertThat(server.readText()).isEqualTo("still here");
        }
    }

    @Test
    void aListenerThatBlocksHoldsUpItsOwnLinkAlone() {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.start()) {
            Link stuck = open(peer, onReceived(frame -> {
                blocked.countDown();
                awaitUninterrupted(release);
            }));
            stuck.request(1);
            peer.connection().text("stop here");
            Deadline.await("the listener blocks", () -> blocked.getCount() == 0);

            open(peer, listener).request(1);
            peer.connection().text("hello");

            assertThat(listener.awaitText()).isEqualTo("hello");
        } finally {
            release.countDown();
        }
    }

    @Test
    void aTextWithALoneSurrogateHarmsNoOther() {
        try (RawPeer peer = RawPeer.start()) {
            Link link = open(peer, listener);

            link.send(Frame.text("odd \ud83d"), Frame.text("even"));

            RawConnection server = peer.connection();
            assertThat(server.readText()).isEqualTo("odd \ufffd");
            assertThat(server.readText()).isEqualTo("even");
            listener.awaitWritten(2);
        }
    }

    @Test
    void aPingIsAnsweredWhileTheLinkIsRead() {
        try (RawPeer peer = RawPeer.start()) {
            Link link = open(peer, listener);
            link.request(1);

            link.ping();

            RawConnection server = peer.connection();
            server.read(Opcode.PING);
            server.write(ServerFrames.pong(""));
            listener.awaitPongs(1);
        }
    }

    @Test
    void anAlteredConnectionHeaderIsExplained() {
        String head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
                + "Sec-WebSocket-Accept: x\r\n\r\n";

        assertThat(failure(Greeting.answer(head))).hasMessageContaining("intermediary");
    }

    @Test
    void anExtensionThatWasNotOfferedIsRefused() {
        ConnectionException error = failure(Greeting.accept("Sec-WebSocket-Extensions: permessage-deflate"));

        assertThat(error.code()).isEqualTo(ErrorCode.HANDSHAKE_REFUSED);
        assertThat(error).hasMessageContaining("extension");
    }

    @Test
    void whatTheServerEchoesIsInNoError() {
        ConnectionException error = failure(Greeting.answer("GET /ws?token=CANARY HTTP/1.1\r\n\r\n"));

        assertThat(error).hasNoCause().message().doesNotContain("CANARY");
    }

    @Test
    void theProxyIsNamedWhenItIsInTheWay() {
        InetSocketAddress nowhere = InetSocketAddress.createUnresolved("proxy.invalid", 3128);
        try (JdkTransport proxied =
                new JdkTransport(Transport.Settings.defaults().withProxy(nowhere))) {
            LinkRequest request =
                    LinkRequest.builder(URI.create("ws://host.test/ws")).build();

            Throwable error = catchThrowable(
                    () -> Deadline.result("a failure", proxied.open(request, listener, environment.environment())));

            assertThat(rootOf(error)).hasMessageContaining("proxy.invalid:3128");
        }
    }

    @Test
    void aLinkThatWasAbortedWhileItStalledIsToldOnce() {
        try (RawPeer peer = RawPeer.builder().receiveBufferBytes(4096).start()) {
            Link link = open(peer, listener);
            for (int i = 0; i < 64; i++) {
                link.send(Frame.text("z".repeat(256 * 1024)));
            }

            link.abort();

            assertThat(listener.awaitEnd().kind()).isEqualTo(Link.End.Kind.ABORTED);
            assertThat(listener.violations()).isEmpty();
        }
    }

    @Test
    void theLinkTellsNothingOfItsAddress() {
        try (RawPeer peer = RawPeer.start()) {
            LinkRequest request =
                    LinkRequest.builder(peer.uri("/ws?token=CANARY")).build();

            Link link = Deadline.result("the link", transport.open(request, listener, environment.environment()));

            assertThat(link.toString()).doesNotContain("CANARY");
        }
    }

    private Link open(RawPeer peer, Link.Listener to) {
        LinkRequest request = LinkRequest.builder(peer.uri("/ws")).build();
        return Deadline.result("the link", transport.open(request, to, environment.environment()));
    }

    private ConnectionException failure(Greeting greeting) {
        try (RawPeer peer = RawPeer.start(greeting)) {
            Throwable error = catchThrowable(() -> open(peer, listener));
            assertThat(error).isNotNull();
            return (ConnectionException) rootOf(error);
        }
    }

    private static Throwable rootOf(Throwable error) {
        Throwable root = error;
        while (!(root instanceof ConnectionException) && root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof CompletionException ? root.getCause() : root;
    }

    private List<Thread> workers() {
        return allWorkers().stream()
                .filter(thread -> !ofOthers.contains(thread))
                .toList();
    }

    private static List<Thread> allWorkers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("keepwire-jdk-"))
                .toList();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface OnReceived {
        void received(Frame frame);
    }

    private static Link.Listener onReceived(OnReceived act) {
        return new Link.Listener() {
            @Override
            public void received(Frame frame) {
                act.received(frame);
            }

            @Override
            public void written(long frames) {}

            @Override
            public void pong() {}

            @Override
            public void ended(Link.End end) {}
        };
    }
}
