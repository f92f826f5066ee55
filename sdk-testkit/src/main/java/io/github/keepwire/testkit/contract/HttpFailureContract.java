// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.testkit.ClosedPort;
import io.github.keepwire.testkit.Greeting;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.TestCertificates;
import io.github.keepwire.transport.HttpCall;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** HTTP requests that get no complete reply in time. */
public interface HttpFailureContract extends TransportSource {
    /** A reply over the limit fails, and is not read to its end. */
    @Test
    default void aReplyOverTheLimitFails() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(Greeting.reply(200, "b".repeat(HttpCall.MAX_REPLY_BYTES + 1))));
            RawPeer endless = stage.own(RawPeer.start(connection -> {
                connection.readHead();
                connection.write(ascii("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"));
                for (int mebibytes = 0; mebibytes < 256; mebibytes++) {
                    connection.write(new byte[1 << 20]);
                }
            }));

            assertThat(stage.failure(get(peer)).code()).isEqualTo(ErrorCode.HTTP_FAILED);
            assertThat(stage.failure(get(endless)).code()).isEqualTo(ErrorCode.HTTP_FAILED);
        }
    }

    /**
     * A server that does not finish its reply is given up at the deadline, wherever it stops.
     *
     * @return one test for each place
     */
    @TestFactory
    default Stream<DynamicTest> aReplyThatDoesNotEndFailsInTime() {
        return Stream.of(
                        "",
                        "HTTP/1.1 200 OK\r\nContent-Le",
                        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
                        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
                .map(part -> DynamicTest.dynamicTest("after " + part.length() + " bytes", () -> {
                    try (Stage stage = Stage.of(this)) {
                        RawPeer peer = stage.own(RawPeer.start(Greeting.answer(part)));

                        ConnectionException error = stage.failure(get(peer).withTimeout(Duration.ofMillis(500)));

                        assertThat(error.code()).isEqualTo(ErrorCode.HTTP_FAILED);
                        assertThat(error.retryable()).isTrue();
                        peer.connection().awaitEnd();
                    }
                }));
    }

    /** A reply that ends too soon is no reply. Where not one byte of it came, a platform may ask once more by itself. */
    @Test
    default void aReplyCutShortFails() {
        try (Stage stage = Stage.of(this)) {
            RawPeer silent = stage.own(RawPeer.start(connection -> {
                connection.readHead();
                connection.close();
            }));
            RawPeer half = stage.own(RawPeer.start(connection -> {
                connection.readHead();
                connection.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
                connection.close();
            }));

            assertThat(stage.failure(get(silent)).code()).isEqualTo(ErrorCode.HTTP_FAILED);
            assertThat(stage.failure(get(half)).code()).isEqualTo(ErrorCode.HTTP_FAILED);
            assertThat(silent.accepted()).as("attempts").isBetween(1, 2);
            assertThat(half.accepted()).as("attempts").isEqualTo(1);
        }
    }

    /** Nobody listens: the error names host and port. */
    @Test
    default void anExchangeWithNobodyFails() {
        try (Stage stage = Stage.of(this)) {
            int port = stage.own(ClosedPort.take()).port();
            URI uri = URI.create("http://localhost:" + port + "/token?secret=" + Secrets.QUERY);

            ConnectionException error = stage.failure(HttpCall.get(uri));

            assertThat(error.code()).isIn(ErrorCode.HTTP_FAILED, ErrorCode.UNREACHABLE);
            assertThat(error.retryable()).isTrue();
            assertThat(error).hasMessageContaining("localhost:" + port);
        }
    }

    /** Trust is the same as for links. */
    @Test
    default void anExchangeChecksTheCertificate() {
        try (Stage stage = Stage.trusting(this)) {
            Greeting greeting = Greeting.reply(200, "trusted");
            RawPeer good = stage.own(RawPeer.builder()
                    .tls(TestCertificates.forLocalhost())
                    .greeting(greeting)
                    .start());
            RawPeer other = stage.own(RawPeer.builder()
                    .tls(TestCertificates.forOtherHost())
                    .greeting(greeting)
                    .start());
            RawPeer untrusted = stage.own(RawPeer.builder()
                    .tls(TestCertificates.untrusted())
                    .greeting(greeting)
                    .start());

            assertThat(stage.reply(get(good)).body()).isEqualTo("trusted");
            assertThat(stage.failure(get(other)).code()).isEqualTo(ErrorCode.TLS_REJECTED);
            assertThat(stage.failure(get(untrusted)).code()).isEqualTo(ErrorCode.TLS_REJECTED);
        }
    }

    /** A call that changes something is sent once, even if the server hangs up on it. */
    @Test
    default void aPostThatIsHungUpOnIsNotSentAgain() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(connection -> {
                connection.readHead();
                connection.readBody();
                connection.close();
            }));
            HttpCall call = HttpCall.post(peer.httpUri("/auth"), "text/plain", Secrets.QUERY);

            assertThat(stage.failure(call).code()).isEqualTo(ErrorCode.HTTP_FAILED);
            assertThat(peer.accepted()).as("attempts").isEqualTo(1);
        }
    }

    /** A server that falls silent within the TLS handshake is given up at the deadline too. */
    @Test
    default void silenceWithinTheTlsHandshakeFailsInTime() {
        try (Stage stage = Stage.trusting(this)) {
            RawPeer mute = stage.own(RawPeer.start(Greeting.nothing()));
            URI uri = URI.create("https://localhost:" + mute.port() + "/token?secret=" + Secrets.QUERY);

            ConnectionException error = stage.failure(HttpCall.get(uri).withTimeout(Duration.ofMillis(500)));

            assertThat(error.code()).isEqualTo(ErrorCode.HTTP_FAILED);
            mute.connection().awaitEnd();
        }
    }

    /** A reply that comes byte by byte does not stretch the deadline. */
    @Test
    default void aReplyThatDripsFailsInTime() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(
                    RawPeer.start(Greeting.drip("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + "drop")));

            ConnectionException error = stage.failure(get(peer).withTimeout(Duration.ofMillis(1500)));

            assertThat(error.code()).isEqualTo(ErrorCode.HTTP_FAILED);
            peer.connection().awaitEnd();
        }
    }

    private static HttpCall get(RawPeer peer) {
        return HttpCall.get(peer.httpUri("/token?secret=" + Secrets.QUERY)).withHeader("X-Api-Key", Secrets.HEADER);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
