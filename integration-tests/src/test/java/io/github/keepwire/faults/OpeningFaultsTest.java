// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.testkit.ClosedPort;
import io.github.keepwire.testkit.Greeting;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that cannot be reached, or that never come to the point: the client tries again, at its own pace. */
@ParameterizedClass
@EnumSource(Platform.class)
class OpeningFaultsTest {
    private static final Duration SOON = ofMillis(500);

    private final Platform platform;

    OpeningFaultsTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void aRefusedConnectionIsTriedAgainAtThePaceThatIsToldAndThenGivenUp() {
        try (ClosedPort port = ClosedPort.take();
                Witness witness = Witness.of(platform, URI.create("ws://127.0.0.1:" + port.port() + "/ws"), b -> {})) {
            long start = System.nanoTime();
            witness.asked().await(ConnectionState.FAILED);
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(witness.states())
                    .containsExactly(
                            "IDLE -> CONNECTING",
                            "CONNECTING -> RECONNECTING",
                            "RECONNECTING -> RECONNECTING",
                            "RECONNECTING -> RECONNECTING",
                            "RECONNECTING -> FAILED");
            assertThat(witness.attempts())
                    .extracting(StateChange.Attempt::number)
                    .containsExactly(1, 2, 3);
            assertThat(took).as("no busy loop").isGreaterThanOrEqualTo(Witness.DELAY.multipliedBy(Witness.ATTEMPTS));
            ConnectionException error = Witness.why(witness.await(ConnectionState.RECONNECTING), ErrorCode.UNREACHABLE);
            assertThat(error).hasMessageContaining("127.0.0.1:" + port.port());
            assertThat(witness.await(ConnectionState.FAILED).reason())
                    .contains("127.0.0.1:" + port.port(), "gave up after 3 attempts");
        }
    }

    @Test
    void aNameThatIsUnknownIsNamedAndTheNextAddressIsTried() {
        Addresses addresses;
        try (RawPeer peer = RawPeer.start()) {
            addresses = Addresses.of(URI.create("ws://nowhere.invalid:81/ws"), peer.uri("/ws"));
            try (Witness witness = Witness.of(platform, Transport.Settings.defaults(), addresses, b -> {})
                    .opened()) {
                StateChange refused = witness.await(ConnectionState.RECONNECTING);
                ConnectionException error = Witness.why(refused, ErrorCode.UNREACHABLE);
                assertThat(error).hasMessageContaining("nowhere.invalid:81");
                assertThat(error.retryable()).isTrue();
                assertThat(peer.connection().head().target()).isEqualTo("/ws");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mute.class)
    void aServerThatFallsSilentIsGivenUpAfterTheHandshakeTimeoutAndTriedAgain(Mute mute) {
        try (RawPeer peer = mute.peer();
                Witness witness = Witness.of(
                        platform,
                        mute.uri(peer),
                        b -> b.handshakeTimeout(SOON).reconnect(Witness.BRIEFLY.maxAttempts(1)))) {
            StateChange refused = witness.asked().await(ConnectionState.RECONNECTING);

            ConnectionException error = Witness.why(refused, ErrorCode.HANDSHAKE_TIMEOUT);
            assertThat(error).hasMessageContaining("localhost:" + peer.port());
            assertThat(refused.next()).isEqualTo(new StateChange.Attempt(1, Witness.DELAY));
            witness.await(ConnectionState.FAILED);
            assertThat(witness.attempts()).hasSize(1);
            assertThat(peer.accepted()).isEqualTo(mute == Mute.IN_THE_BACKLOG ? 0 : 2);
        }
    }

    /** Where in the opening a server falls silent. */
    enum Mute {
        IN_THE_BACKLOG,
        BEHIND_THE_REQUEST,
        IN_THE_TLS_HANDSHAKE;

        RawPeer peer() {
            return switch (this) {
                case IN_THE_BACKLOG -> RawPeer.builder().holdsAccept().start();
                case BEHIND_THE_REQUEST -> RawPeer.start(Greeting.silence());
                case IN_THE_TLS_HANDSHAKE -> RawPeer.start(Greeting.nothing());
            };
        }

        URI uri(RawPeer peer) {
            String scheme = this == IN_THE_TLS_HANDSHAKE ? "wss" : "ws";
            return URI.create(scheme + "://localhost:" + peer.port() + "/ws");
        }
    }
}
