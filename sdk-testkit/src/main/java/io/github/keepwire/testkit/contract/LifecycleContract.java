// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.Greeting;
import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.TestCertificates;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The life of a transport: what closing it does, and what it leaves behind. */
public interface LifecycleContract extends TransportSource {
    /** How long garbage may take to be freed. */
    Duration PATIENCE = Duration.ofSeconds(40);

    /** It has a short name for logs, and tells what it can do. */
    @Test
    default void itHasANameAndCapabilities() {
        try (Stage stage = Stage.of(this)) {
            assertThat(stage.transport().name()).matches("[a-z][a-z0-9-]{1,15}");
            assertThatThrownBy(() -> stage.transport().capabilities().add(Transport.Capability.COMPRESSION))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    /** Closing the transport ends its open links, paused or not, and each is told. */
    @Test
    default void closingTheTransportEndsItsLinks() {
        try (Stage stage = Stage.of(this)) {
            List<Wire> wires = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                wires.add(i % 2 == 0 ? stage.connect() : stage.connect().requestAll());
            }

            stage.transport().close();
            stage.transport().close();

            for (Wire wire : wires) {
                wire.listener().awaitEnd();
                wire.server().awaitEnd();
            }
        }
    }

    /** Closing the transport gives up handshakes that are under way. */
    @Test
    default void closingTheTransportGivesUpHandshakes() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(Greeting.silence()));
            CompletionStage<Link> opening = stage.open(Stage.request(peer), stage.listener());
            RawConnection server = peer.connection();

            stage.transport().close();

            assertThat(Stage.failure(opening).code()).isEqualTo(ErrorCode.CLOSED);
            server.awaitEnd();
        }
    }

    /** Closing the transport gives up exchanges that are under way. */
    @Test
    default void closingTheTransportGivesUpExchanges() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(Greeting.silence()));
            CompletionStage<HttpCall.Reply> reply = stage.transport().exchange(HttpCall.get(peer.httpUri("/")));
            RawConnection server = peer.connection();

            stage.transport().close();

            assertThat(Stage.failure(reply).code()).isIn(ErrorCode.CLOSED, ErrorCode.HTTP_FAILED);
            server.awaitEnd();
        }
    }

    /** A closed transport opens nothing and asks nothing. */
    @Test
    default void aClosedTransportRefusesToWork() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.peer();
            stage.transport().close();

            assertThat(stage.failure(peer).code()).isEqualTo(ErrorCode.CLOSED);
            assertThat(stage.failure(HttpCall.get(peer.httpUri("/"))).code()).isEqualTo(ErrorCode.CLOSED);
            assertThat(peer.accepted()).isZero();
        }
    }

    /** Transports are strangers to each other. */
    @Test
    default void closingOneTransportLeavesAnotherAlone() {
        try (Stage stage = Stage.of(this);
                Stage other = Stage.of(this)) {
            Wire wire = stage.connect().request(1);

            other.roundTripElsewhere();
            other.transport().close();
            wire.server().text("still here");

            assertThat(wire.listener().awaitText()).isEqualTo("still here");
        }
    }

    /** A program that forgets to close a transport can end all the same. */
    @Test
    default void allItsThreadsAreDaemons() {
        Set<Thread> before = Footprint.threads();
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(Greeting.reply(200, "ok")));
            stage.connect().requestAll();
            stage.reply(HttpCall.get(peer.httpUri("/")));

            assertThat(Footprint.threads())
                    .filteredOn(thread -> !before.contains(thread))
                    .allMatch(Thread::isDaemon);
        }
    }

    /** Deadlines that were met are taken back: nothing of a link waits in the timer for longer than a close may take. */
    @Test
    default void noTimerIsLeftBehind() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.peer();
            for (int way = 0; way < 3; way++) {
                Wire wire = stage.connect(peer, patient(peer)).requestAll();
                wire.sendText("hello");
                assertThat(wire.server().readText()).isEqualTo("hello");
                end(wire, way);
                wire.listener().awaitEnd();
            }
            stage.failure(patient(stage.own(RawPeer.start(Greeting.status(503)))));

            Deadline.await("no task waits", () -> stage.waitingTasks() == 0);
        }
    }

    private static LinkRequest.Builder patient(RawPeer peer) {
        Duration hour = Duration.ofHours(1);
        return Stage.request(peer).handshakeTimeout(hour).writeTimeout(hour);
    }

    /** Links come and go; threads and sockets do not pile up, and none is left once the transport is closed. */
    @Test
    default void nothingIsLeftOfAHundredLinks() {
        openAndClose(1);
        int socketsBefore = Footprint.sockets();
        Set<Thread> threadsBefore = Footprint.threads();

        openAndClose(100);

        awaitNothingBeyond(threadsBefore, socketsBefore);
    }

    /** Transports come and go without a trace as well. */
    @Test
    default void nothingIsLeftOfTwentyTransports() {
        openAndClose(1);
        int socketsBefore = Footprint.sockets();
        Set<Thread> threadsBefore = Footprint.threads();

        for (int i = 0; i < 20; i++) {
            openAndClose(1);
        }

        awaitNothingBeyond(threadsBefore, socketsBefore);
    }

    /** A write that is stuck for good ends with its link, although the peer neither reads nor hangs up. */
    @Test
    default void nothingIsLeftOfStuckWrites() {
        openAndClose(1);
        try (RawPeer deaf = RawPeer.builder().receiveBufferBytes(4096).start()) {
            stickAndAbort(deaf);
            Set<Thread> threadsBefore = Footprint.threads();

            for (int i = 0; i < 5; i++) {
                stickAndAbort(deaf);
            }

            awaitNothingBeyond(threadsBefore, Integer.MAX_VALUE);
        }
    }

    private void stickAndAbort(RawPeer deaf) {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect(deaf, patient(deaf));
            String large = "s".repeat(1 << 20);
            for (int i = 0; i < 16; i++) {
                wire.sendText(large);
            }
            wire.listener().awaitWritten(1);

            wire.link().abort();

            assertThat(wire.listener().awaitEnd().kind()).isEqualTo(Link.End.Kind.ABORTED);
        }
    }

    /**
     * Handshakes that fail leave nothing either. Answers that are not HTTP are left out: the client of JDK 17
     * never closes the socket of one, not even as garbage.
     */
    @Test
    default void nothingIsLeftOfFailedHandshakes() {
        failInManyWays();
        int socketsBefore = Footprint.sockets();
        Set<Thread> threadsBefore = Footprint.threads();

        for (int i = 0; i < 5; i++) {
            failInManyWays();
        }

        awaitNothingBeyond(threadsBefore, socketsBefore);
    }

    private void failInManyWays() {
        try (Stage stage = Stage.trusting(this)) {
            List<Greeting> greetings = List.of(
                    Greeting.reply(403, "no"),
                    Greeting.accept("Sec-WebSocket-Protocol: not-offered"),
                    Greeting.silence(),
                    RawConnection::rst);
            for (Greeting greeting : greetings) {
                RawPeer peer = stage.own(RawPeer.start(greeting));
                stage.failure(Stage.request(peer).handshakeTimeout(Duration.ofMillis(300)));
            }
            RawPeer untrusted = stage.own(
                    RawPeer.builder().tls(TestCertificates.untrusted()).start());
            stage.failure(untrusted);
        }
    }

    /** One link after another: some closed politely, some aborted, some dropped by the server. */
    private void openAndClose(int links) {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.peer();
            for (int i = 0; i < links; i++) {
                Wire wire = stage.connect(peer).requestAll();
                wire.server().text("hello");
                assertThat(wire.listener().awaitText()).isEqualTo("hello");
                end(wire, i % 3);
                wire.listener().awaitEnd();
                wire.server().close();
            }
        }
    }

    private static void end(Wire wire, int way) {
        switch (way) {
            case 0 -> {
                wire.link().close(1000, "");
                wire.server().awaitClose();
                wire.server().close(1000, "");
            }
            case 1 -> wire.link().abort();
            default -> wire.server().close(1001, "");
        }
    }

    private boolean isOfTheProcess(String thread) {
        return threadsOfTheProcess().stream().anyMatch(thread::startsWith);
    }

    /** What the platform frees only once it is garbage (selectors of JDK 17) counts as freed. */
    private void awaitNothingBeyond(Set<Thread> threads, int sockets) {
        Deadline.await(() -> "no thread left of " + Footprint.threadsBeyond(threads), PATIENCE, () -> {
            System.gc();
            return Footprint.threadsBeyond(threads).stream().allMatch(this::isOfTheProcess);
        });
        Deadline.await(() -> "no more sockets than " + sockets + ": " + Footprint.sockets(), PATIENCE, () -> {
            System.gc();
            return Footprint.sockets() <= sockets;
        });
    }
}
