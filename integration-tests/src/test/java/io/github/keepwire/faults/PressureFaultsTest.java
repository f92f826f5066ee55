// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.testkit.ClientFrame;
import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.Opcode;
import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.ServerFrames;
import io.github.keepwire.testkit.proxy.Direction;
import io.github.keepwire.testkit.proxy.FaultProxy;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.testkit.server.Received;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that do not read, listeners that do not return, messages without end: memory is bounded, and life goes on. */
@ParameterizedClass
@EnumSource(Platform.class)
class PressureFaultsTest {
    private static final int ROOM = 20;
    private static final String LARGE = "x".repeat(512 << 10);

    private final Platform platform;

    PressureFaultsTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void aServerThatStopsReadingFillsTheOutboxAndNoMoreAndGetsEverythingLater() {
        try (DevServer server = DevServer.acknowledgingDeviceEnvelope().start();
                FaultProxy network = FaultProxy.to(server.url());
                Witness witness = Witness.of(platform, network.uri(), PressureFaultsTest::impatient)
                        .opened()) {
            network.stall(Direction.TO_SERVER);

            List<Receipt> receipts =
                    IntStream.range(0, ROOM).mapToObj(i -> large(witness)).toList();

            receipts.forEach(receipt -> Deadline.result("the acceptance", receipt.accepted()));
            assertRefused(large(witness), ErrorCode.OUTBOX_FULL);
            Witness.why(witness.await(ConnectionState.RECONNECTING), ErrorCode.LINK_LOST);
            network.restore();
            for (Receipt receipt : receipts) {
                assertThat(Deadline.result("the outcome", receipt.outcome()).status())
                        .isEqualTo(Outcome.Status.ACKED);
            }
            assertThat(server.received("large").stream().map(PressureFaultsTest::idOf))
                    .containsAll(receipts.stream().map(Receipt::id).toList());
        }
    }

    @ParameterizedTest
    @EnumSource(Bound.class)
    void aListenerThatDoesNotReturnCostsMessagesByThePolicyAndNoHeartbeat(Bound bound) {
        CountDownLatch entered = new CountDownLatch(1);
        CompletableFuture<Void> released = new CompletableFuture<>();
        Heartbeat heartbeat = Heartbeat.every(ofMillis(50)).timeout(ofMinutes(1));
        try (RawPeer peer = RawPeer.start();
                Witness witness = Witness.of(
                        platform,
                        peer.uri("/ws"),
                        b -> b.inbox(bound.policy.apply(Inbox.defaults())).heartbeat(heartbeat))) {
            witness.client().on("first", message -> {
                entered.countDown();
                released.join();
            });
            witness.opened();
            Answering server = Answering.on(peer.connection());
            server.text(Envelope.of("first"));
            Deadline.await("the listener at work", () -> entered.getCount() == 0);

            for (int i = 0; i < Bound.SENT; i++) {
                server.text(Envelope.of("m" + i));
            }

            Deadline.await("all read", () -> witness.client().stats().inbound().frames() == 1 + Bound.SENT);
            server.awaitPings(3);
            assertThat(witness.client().state()).isEqualTo(ConnectionState.OPEN);
            assertThat(witness.client().stats().inbound().waiting()).isLessThanOrEqualTo(Bound.ROOM + 1);
            released.complete(null);
            witness.awaitError(ErrorCode.INBOX_FULL);
            witness.awaitMessage(bound.survivor);
            Deadline.await(
                    "each heard or counted as dropped",
                    () -> witness.messages().size()
                                    + witness.client().stats().inbound().dropped()
                            == 1 + Bound.SENT);
            assertThat(witness.messages()).hasSizeLessThanOrEqualTo(Bound.ROOM + 2);
        }
    }

    @Test
    void aGiantMessageEndsTheConnectionAndTheClientComesBack() {
        try (RawPeer peer = RawPeer.start();
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> {}).opened()) {
            writeWhatIsTaken(witness, peer.connection(), ServerFrames.text("x".repeat(64 << 20)));

            StateChange ended = witness.await(ConnectionState.RECONNECTING);
            assertThat(Witness.why(ended, ErrorCode.MESSAGE_TOO_LARGE))
                    .hasMessageContaining("localhost:" + peer.port())
                    .hasMessageContaining("maxMessageBytes");
            peer.connection().text(Envelope.of("small"));
            witness.awaitMessage("small");
            assertThat(witness.messages()).hasSize(1);
            assertThat(peer.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aGiantMessageOfOurOwnIsRefusedBeforeItIsSent() {
        try (RawPeer peer = RawPeer.start();
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> {}).opened()) {
            assertRefused(witness.client().send("giant", "x".repeat(64 << 20)), ErrorCode.MESSAGE_TOO_LARGE);

            witness.client().send("small", "x");
            RawConnection server = peer.connection();
            ClientFrame frame = server.read();
            while (frame.opcode() != Opcode.TEXT) {
                frame = server.read();
            }
            assertThat(frame.text()).contains("small");
        }
    }

    private static void impatient(RealtimeClientBuilder settings) {
        settings.heartbeat(Heartbeat.every(ofMillis(300)).timeout(ofSeconds(1)))
                .handshakeTimeout(ofSeconds(1))
                .reconnect(Witness.FOR_EVER)
                .outbox(Outbox.inMemory().maxMessages(ROOM));
    }

    private static Receipt large(Witness witness) {
        return witness.client().send("large", LARGE, SendOptions.acked(ofMinutes(1)));
    }

    private static String idOf(Received received) {
        return received.text("/id").orElseThrow();
    }

    private static void assertRefused(Receipt receipt, ErrorCode code) {
        assertThatThrownBy(() -> receipt.accepted().get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        KeepwireException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** The client may hang up before it has read all of it. */
    private static void writeWhatIsTaken(Witness witness, RawConnection server, byte[] frame) {
        try {
            server.write(frame);
        } catch (UncheckedIOException hungUp) {
            witness.await(ConnectionState.RECONNECTING);
        }
    }

    /** How the inbox is bounded, and who is still there afterwards. */
    enum Bound {
        MESSAGES_DROPPING_THE_OLDEST(inbox -> inbox.maxMessages(Bound.ROOM).dropOldest(), "m99"),
        MESSAGES_DROPPING_THE_NEWEST(inbox -> inbox.maxMessages(Bound.ROOM).dropNewest(), "m0"),
        BYTES_DROPPING_THE_OLDEST(inbox -> inbox.maxBytes(1_000).dropOldest(), "m99");

        static final int SENT = 100;
        static final int ROOM = 10;

        private final UnaryOperator<Inbox> policy;
        private final String survivor;

        Bound(UnaryOperator<Inbox> policy, String survivor) {
            this.policy = policy;
            this.survivor = survivor;
        }
    }
}
