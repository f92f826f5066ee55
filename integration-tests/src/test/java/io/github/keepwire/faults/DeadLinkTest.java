// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.Opcode;
import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.ServerFrames;
import io.github.keepwire.testkit.proxy.Direction;
import io.github.keepwire.testkit.proxy.FaultProxy;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.testkit.server.Received;
import io.github.keepwire.transport.LinkEnd;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that die without a close frame, told or untold: the client finds out, and comes back. */
@ParameterizedClass
@EnumSource(Platform.class)
class DeadLinkTest {
    private static final Heartbeat QUICK = Heartbeat.every(ofMillis(200)).timeout(ofMillis(300));

    private final Platform platform;

    DeadLinkTest(Platform platform) {
        this.platform = platform;
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void anIdleLinkWhoseBytesAreSwallowedIsNoticedByTheHeartbeat(Direction lost) {
        try (DevServer server = DevServer.deviceEnvelope().start();
                FaultProxy network = FaultProxy.to(server.url());
                Witness witness =
                        Witness.of(platform, network.uri(), DeadLinkTest::quick).opened()) {
            network.blackHole(lost);

            StateChange noticed = witness.await(ConnectionState.RECONNECTING);
            ConnectionException error = Witness.why(noticed, ErrorCode.LINK_LOST);
            assertThat(error)
                    .hasMessageContaining(":" + network.port())
                    .hasMessageContaining("neither heartbeat nor ping");
            assertThat(noticed.next()).isEqualTo(new StateChange.Attempt(1, Witness.DELAY));
            network.restore();
            witness.await(ConnectionState.OPEN, 2);
        }
    }

    @Test
    void whatWasSentIntoALinkThatSwallowsItGoesAgainWithItsIdAndIsAcknowledged() {
        try (DevServer server = DevServer.acknowledgingDeviceEnvelope().start();
                FaultProxy network = FaultProxy.to(server.url());
                Witness witness =
                        Witness.of(platform, network.uri(), DeadLinkTest::quick).opened()) {
            network.blackHole(Direction.TO_SERVER);
            List<Receipt> receipts = List.of(alert(witness, "one"), alert(witness, "two"), alert(witness, "three"));
            receipts.forEach(receipt -> Deadline.result("the acceptance", receipt.accepted()));

            Witness.why(witness.await(ConnectionState.RECONNECTING), ErrorCode.LINK_LOST);
            assertThat(server.received("alert")).isEmpty();
            network.restore();

            for (Receipt receipt : receipts) {
                assertThat(Deadline.result("the outcome", receipt.outcome()).status())
                        .isEqualTo(Outcome.Status.ACKED);
            }
            assertThat(server.received("alert").stream()
                            .map(DeadLinkTest::place)
                            .distinct())
                    .containsExactly("one", "two", "three");
            assertThat(server.received("alert").stream().map(DeadLinkTest::id).distinct())
                    .containsExactlyElementsOf(
                            receipts.stream().map(Receipt::id).toList());
        }
    }

    @Test
    void aResetOfAnIdleLinkIsALossAndTheClientComesBack() {
        try (RawPeer peer = RawPeer.start();
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> {}).opened()) {
            peer.connection().rst();

            assertLost(witness, peer);
            witness.await(ConnectionState.OPEN, 2);
            assertThat(peer.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aResetInTheMiddleOfAFrameDropsTheHalfAndTheNextLinkStartsAfresh() {
        try (RawPeer peer = RawPeer.start();
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> {}).opened()) {
            RawConnection dying = peer.connection();
            byte[] half = Envelope.of("half").getBytes(UTF_8);
            dying.write(ServerFrames.part(Opcode.TEXT, false, half), ServerFrames.ping(""));
            dying.read(Opcode.PONG);
            dying.write(ServerFrames.header(0x80, half.length + 100L), half);

            dying.rst();

            assertLost(witness, peer);
            peer.connection().text(Envelope.of("whole"));
            witness.awaitMessage("whole");
            assertThat(witness.messages()).hasSize(1);
            assertThat(witness.errors()).isEmpty();
        }
    }

    @Test
    void anEndOfTheStreamWithoutACloseFrameIsALossWithTheCodeThatMeansNone() {
        try (RawPeer peer = RawPeer.start();
                Witness witness = Witness.of(platform, peer.uri("/ws"), DeadLinkTest::quick)
                        .opened()) {
            peer.connection().fin();

            assertLost(witness, peer);
            witness.await(ConnectionState.OPEN, 2);
        }
    }

    @Test
    void aMessageIsHeardToItsEndWhileTheLinkBehindItEnds() {
        CountDownLatch entered = new CountDownLatch(1);
        CompletableFuture<Void> released = new CompletableFuture<>();
        try (RawPeer peer = RawPeer.start();
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> {})) {
            witness.client().on("last", message -> {
                entered.countDown();
                released.join();
            });
            witness.opened();
            RawConnection server = peer.connection();
            server.text(Envelope.of("last"));
            Deadline.await("the listener at work", () -> entered.getCount() == 0);

            server.fin();

            Deadline.await(
                    () -> "the end noticed behind a listener at work, but the client is "
                            + witness.client().state(),
                    Deadline.GENEROUS,
                    () -> peer.accepted() == 2);
            released.complete(null);
            witness.awaitMessage("last");
            assertLost(witness, peer);
        }
    }

    private static void quick(RealtimeClientBuilder settings) {
        settings.heartbeat(QUICK).reconnect(Witness.FOR_EVER);
    }

    private static Receipt alert(Witness witness, String place) {
        return witness.client().send("alert", Map.of("place", place), SendOptions.acked(ofMinutes(1)));
    }

    private static String place(Received received) {
        return received.text("/payload/place").orElse("nowhere");
    }

    private static String id(Received received) {
        return received.text("/id").orElse("none");
    }

    private static void assertLost(Witness witness, RawPeer peer) {
        StateChange lost = witness.await(ConnectionState.RECONNECTING);
        ConnectionException error = Witness.why(lost, ErrorCode.LINK_LOST);
        assertThat(error).hasMessageContaining("localhost:" + peer.port());
        assertThat(error.closeCode().orElse(LinkEnd.NO_CLOSE_FRAME)).isEqualTo(LinkEnd.NO_CLOSE_FRAME);
        assertThat(lost.next()).isEqualTo(new StateChange.Attempt(1, Witness.DELAY));
    }
}
