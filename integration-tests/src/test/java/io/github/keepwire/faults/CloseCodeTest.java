// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.testkit.Opcode;
import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.ServerFrames;
import io.github.keepwire.transport.LinkEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that end a connection with a close frame, legal or not: both transports tell the same. */
@ParameterizedClass
@EnumSource(Platform.class)
class CloseCodeTest {
    private final Platform platform;

    CloseCodeTest(Platform platform) {
        this.platform = platform;
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1011, 1014, 3000, 4000, 4999})
    void aCloseIsToldWithItsCodeAndReasonAndTheClientComesBackAfterTheBackoff(int code) {
        try (RawPeer peer = RawPeer.start();
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> {}).opened()) {
            peer.connection().close(code, "see you");

            StateChange closed = witness.await(ConnectionState.RECONNECTING);
            assertClosed(closed, peer, code);
            assertThat(closed.next()).isEqualTo(new StateChange.Attempt(1, Witness.DELAY));
            witness.await(ConnectionState.OPEN, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1012, 1013})
    void aServerThatNeedsTimeGetsTheFirstFullDelayBeforeTheJitteredOne(int code) {
        Reconnect jittered = Reconnect.defaults().backoff(Backoff.exponential(ofSeconds(60), ofSeconds(60)));
        try (RawPeer peer = RawPeer.start();
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> b.reconnect(jittered))
                        .opened()) {
            peer.connection().close(code, "see you");

            StateChange closed = witness.await(ConnectionState.RECONNECTING);
            assertClosed(closed, peer, code);
            assertThat(closed.next().delay()).isBetween(ofSeconds(60), ofSeconds(120));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1008, 4401, 4403})
    void aServerThatDoesNotWantTheClientIsLeftForGood(int code) {
        try (RawPeer peer = RawPeer.start();
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> {}).opened()) {
            peer.connection().close(code, "see you");

            StateChange closed = witness.await(ConnectionState.FAILED);
            assertClosed(closed, peer, code);
            assertThat(closed.next()).isNull();
            assertThat(witness.states()).containsExactly("IDLE -> CONNECTING", "CONNECTING -> OPEN", "OPEN -> FAILED");
            assertThat(peer.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aCloseWithoutACodeIsACloseAndTheClientComesBack() {
        try (RawPeer peer = RawPeer.start();
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> {}).opened()) {
            peer.connection().write(ServerFrames.closeWithoutCode());

            ConnectionException error =
                    Witness.why(witness.await(ConnectionState.RECONNECTING), ErrorCode.CLOSED_BY_PEER);
            assertThat(error.closeCode()).contains(1005);
            witness.await(ConnectionState.OPEN, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 5000, 65535})
    void aCodeThatMayNotBeOnTheWireIsAProtocolErrorAndTheClientComesBack(int code) {
        try (RawPeer peer = RawPeer.start();
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> {}).opened()) {
            peer.connection().close(code, "");

            assertViolation(witness, peer);
        }
    }

    @Test
    void aReasonThatIsNotUtf8IsAProtocolErrorAndTheClientComesBack() {
        try (RawPeer peer = RawPeer.start();
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> {}).opened()) {
            RawConnection server = peer.connection();

            server.write(ServerFrames.part(Opcode.CLOSE, true, new byte[] {0x03, (byte) 0xE8, (byte) 0xFF}));

            assertViolation(witness, peer);
        }
    }

    private static void assertClosed(StateChange closed, RawPeer peer, int code) {
        ConnectionException error = Witness.why(closed, ErrorCode.CLOSED_BY_PEER);
        assertThat(error.closeCode()).contains(code);
        assertThat(error).hasMessageContaining("localhost:" + peer.port()).hasMessageContaining("see you");
        assertThat(closed.reason()).contains(String.valueOf(code));
    }

    private static void assertViolation(Witness witness, RawPeer peer) {
        StateChange ended = witness.await(ConnectionState.RECONNECTING);
        ConnectionException error = Witness.why(ended, ErrorCode.PROTOCOL_VIOLATION);
        assertThat(error.closeCode()).contains(LinkEnd.NO_CLOSE_FRAME);
        assertThat(error).hasMessageContaining("localhost:" + peer.port());
        assertThat(ended.next()).isEqualTo(new StateChange.Attempt(1, Witness.DELAY));
        witness.await(ConnectionState.OPEN, 2);
    }
}
