// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.testkit.Greeting;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.TestCertificates;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** TLS that trusts whom it was told to trust. */
public interface TlsContract extends TransportSource {
    /** A server whose certificate is trusted and names the host is spoken to, in small and in large. */
    @Test
    default void aTrustedServerIsSpokenTo() {
        try (Stage stage = Stage.trusting(this)) {
            Wire wire = stage.connect(secure(stage, TestCertificates.forLocalhost()))
                    .requestAll();
            String large = "s".repeat(1 << 20);

            wire.sendText(large);
            assertThat(wire.server().readText()).isEqualTo(large);
            wire.server().text(large);
            assertThat(wire.listener().awaitText()).isEqualTo(large);
        }
    }

    /** A certificate for another host is refused. */
    @Test
    default void aCertificateOfAnotherHostIsRefused() {
        try (Stage stage = Stage.trusting(this)) {
            assertRejected(stage.failure(secure(stage, TestCertificates.forOtherHost())));
        }
    }

    /** A certificate that nobody vouches for is refused. */
    @Test
    default void anUntrustedCertificateIsRefused() {
        try (Stage stage = Stage.trusting(this)) {
            assertRejected(stage.failure(secure(stage, TestCertificates.untrusted())));
        }
    }

    /** A certificate whose time is over is refused, whoever vouches for it. */
    @Test
    default void anExpiredCertificateIsRefused() {
        try (Stage stage = Stage.trusting(this)) {
            assertRejected(stage.failure(secure(stage, TestCertificates.expired())));
        }
    }

    /** Without trust material of our own, the platform's decides, and does not know the test's certificates. */
    @Test
    default void thePlatformsTrustIsTheDefault() {
        try (Stage stage = Stage.of(this)) {
            assertRejected(stage.failure(secure(stage, TestCertificates.forLocalhost())));
        }
    }

    /** A server that falls silent within the TLS handshake is given up in time, and the socket is freed. */
    @Test
    default void silenceWithinTheTlsHandshakeEndsItInTime() {
        try (Stage stage = Stage.trusting(this)) {
            RawPeer mute = stage.own(RawPeer.start(Greeting.nothing()));
            URI uri = URI.create("wss://localhost:" + mute.port() + "/ws");

            ConnectionException error = stage.failure(Stage.request(uri).handshakeTimeout(Duration.ofMillis(500)));

            assertThat(error.code()).isEqualTo(ErrorCode.HANDSHAKE_TIMEOUT);
            mute.connection().awaitEnd();
        }
    }

    /** A server that does not speak TLS is refused. */
    @Test
    default void aServerWithoutTlsIsRefused() {
        try (Stage stage = Stage.trusting(this)) {
            RawPeer plain = stage.own(RawPeer.start(
                    connection -> connection.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII))));
            URI uri = URI.create("wss://localhost:" + plain.port() + "/ws");

            assertThat(stage.failure(Stage.request(uri)).code())
                    .isIn(ErrorCode.TLS_REJECTED, ErrorCode.HANDSHAKE_REFUSED);
        }
    }

    /** A server that asks who we are is shown our certificate. */
    @Test
    default void aClientCertificateIsShown() {
        Transport.Tls tls = Transport.Tls.trusting(TestCertificates.trusted())
                .withClientKey(TestCertificates.clientKey(), TestCertificates.clientKeyPassword());
        try (Stage stage = Stage.of(this, Transport.Settings.defaults().withTls(tls))) {
            RawPeer peer = stage.own(RawPeer.builder()
                    .tls(TestCertificates.forLocalhost())
                    .wantsClientCertificate()
                    .start());

            Wire wire = stage.connect(peer).request(1);
            wire.server().text("welcome");

            assertThat(wire.listener().awaitText()).isEqualTo("welcome");
        }
    }

    /** Closing handshakes and resets are told over TLS as they are without it. */
    @Test
    default void endsAreToldOverTls() {
        try (Stage stage = Stage.trusting(this)) {
            RawPeer peer = secure(stage, TestCertificates.forLocalhost());
            Wire closing = stage.connect(peer).requestAll();
            Wire breaking = stage.connect(peer).requestAll();

            closing.server().close(1001, "going");
            breaking.server().rst();

            assertThat(closing.listener().awaitEnd().code()).isEqualTo(1001);
            assertThat(breaking.listener().awaitEnd().kind()).isEqualTo(Link.End.Kind.LOST);
        }
    }

    private static RawPeer secure(Stage stage, SSLContext tls) {
        return stage.own(RawPeer.builder().tls(tls).start());
    }

    private static void assertRejected(ConnectionException error) {
        assertThat(error.code()).isEqualTo(ErrorCode.TLS_REJECTED);
        assertThat(error.retryable()).isFalse();
        assertThat(error).hasMessageContaining("localhost:");
    }
}
