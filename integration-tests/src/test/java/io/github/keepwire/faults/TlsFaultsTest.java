// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.TestCertificates;
import io.github.keepwire.transport.Transport;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates that are not to be trusted: no attempt follows, since none would end otherwise. */
@ParameterizedClass
@EnumSource(Platform.class)
class TlsFaultsTest {
    private static final Transport.Settings TRUSTING =
            Transport.Settings.defaults().withTls(Transport.Tls.trusting(TestCertificates.trusted()));

    private final Platform platform;

    TlsFaultsTest(Platform platform) {
        this.platform = platform;
    }

    @ParameterizedTest
    @EnumSource(Bad.class)
    void aBadCertificateIsRefusedForGoodAndTheReasonIsClear(Bad certificate) {
        try (RawPeer peer = RawPeer.builder().tls(certificate.server.get()).start();
                Witness witness = witness(peer)) {
            StateChange failed = witness.asked().await(ConnectionState.FAILED);

            assertRejected(failed, peer);
            assertThat(witness.states()).containsExactly("IDLE -> CONNECTING", "CONNECTING -> FAILED");
            assertThat(peer.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aCertificateThatExpiresBetweenTwoConnectionsFailsTheClientWithoutHarm() {
        AtomicReference<SSLContext> certificate = new AtomicReference<>(TestCertificates.forLocalhost());
        Supplier<SSLContext> current = certificate::get;
        try (RawPeer peer = RawPeer.builder().tls(current).start();
                Witness witness = witness(peer).opened()) {
            certificate.set(TestCertificates.expired());

            peer.connection().rst();

            StateChange failed = witness.await(ConnectionState.FAILED);
            assertRejected(failed, peer);
            assertThat(failed.error()).hasRootCauseInstanceOf(CertificateExpiredException.class);
            assertThat(witness.states())
                    .containsExactly(
                            "IDLE -> CONNECTING",
                            "CONNECTING -> OPEN",
                            "OPEN -> RECONNECTING",
                            "RECONNECTING -> FAILED");
            certificate.set(TestCertificates.forLocalhost());
            witness.opened();
        }
    }

    private Witness witness(RawPeer peer) {
        return Witness.of(platform, TRUSTING, Addresses.of(peer.uri("/ws")), b -> {});
    }

    private static void assertRejected(StateChange failed, RawPeer peer) {
        ConnectionException error = Witness.why(failed, ErrorCode.TLS_REJECTED);
        assertThat(error.retryable()).isFalse();
        assertThat(error).hasMessageContaining("localhost:" + peer.port()).hasMessageContaining("certificate");
        assertThat(failed.next()).isNull();
    }

    /** What can be wrong with a certificate. */
    enum Bad {
        UNTRUSTED(TestCertificates::untrusted),
        EXPIRED(TestCertificates::expired),
        OF_ANOTHER_HOST(TestCertificates::forOtherHost);

        private final Supplier<SSLContext> server;

        Bad(Supplier<SSLContext> server) {
            this.server = server;
        }
    }
}
