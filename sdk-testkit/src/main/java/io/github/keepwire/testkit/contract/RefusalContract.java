// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.testkit.ClosedPort;
import io.github.keepwire.testkit.Greeting;
import io.github.keepwire.testkit.RawPeer;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Handshakes that do not become a link: the error says what went wrong, where, and when to try again. */
public interface RefusalContract extends TransportSource {
    /** Nobody listens: the error names host and port. */
    @Test
    default void aRefusedConnectionIsUnreachable() {
        try (Stage stage = Stage.of(this)) {
            int port = stage.own(ClosedPort.take()).port();
            URI uri = URI.create("ws://localhost:" + port + "/ws?token=" + Secrets.QUERY);

            ConnectionException error = stage.failure(Stage.request(uri));

            assertThat(error.code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(error.retryable()).isTrue();
            assertThat(error).hasMessageContaining("localhost:" + port);
        }
    }

    /** The name leads nowhere: the error names it. */
    @Test
    default void anUnknownHostIsUnreachable() {
        try (Stage stage = Stage.of(this)) {
            URI uri = URI.create("ws://host.invalid/ws?token=" + Secrets.QUERY);

            ConnectionException error = stage.failure(Stage.request(uri).handshakeTimeout(Duration.ofSeconds(30)));

            assertThat(error.code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(error).hasMessageContaining("host.invalid:80");
        }
    }

    /**
     * Each status tells whether credentials are the trouble and whether a retry can help.
     *
     * @return one test for each status
     */
    @TestFactory
    default Stream<DynamicTest> aRefusalTellsItsStatus() {
        return Stream.of(400, 401, 403, 404, 429, 500, 503)
                .map(status -> DynamicTest.dynamicTest("status " + status, () -> {
                    try (Stage stage = Stage.of(this)) {
                        RawPeer peer = stage.own(RawPeer.start(
                                Greeting.reply(status, "go away", "WWW-Authenticate: Bearer realm=\"x\"")));
                        boolean credentials = status == 401 || status == 403;

                        ConnectionException error = stage.failure(peer);

                        assertThat(error.httpStatus()).contains(status);
                        assertThat(error.code())
                                .isEqualTo(
                                        credentials ? ErrorCode.AUTHENTICATION_REFUSED : ErrorCode.HANDSHAKE_REFUSED);
                        assertThat(error.retryable()).isEqualTo(status == 429 || status >= 500);
                        assertThat(error).hasMessageContaining("localhost:" + peer.port());
                        assertThat(peer.accepted()).as("attempts").isEqualTo(1);
                    }
                }));
    }

    /** Retry-After in seconds is told (RFC 9110, section 10.2.3). */
    @Test
    default void retryAfterInSecondsIsTold() {
        assertThat(refusalWith("Retry-After: 7").retryAfter()).contains(Duration.ofSeconds(7));
    }

    /** Retry-After as an HTTP date is told as the time until then. */
    @Test
    default void retryAfterAsADateIsTold() {
        ZonedDateTime inAnHour = ZonedDateTime.now(ZoneOffset.UTC).plusHours(1);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(inAnHour);

        assertThat(refusalWith("Retry-After: " + date).retryAfter().orElseThrow())
                .isBetween(Duration.ofMinutes(58), Duration.ofMinutes(60));
    }

    /** A date that has passed asks for no wait. */
    @Test
    default void retryAfterInThePastIsZero() {
        assertThat(refusalWith("Retry-After: Sun, 06 Nov 1994 08:49:37 GMT").retryAfter())
                .contains(Duration.ZERO);
    }

    /** What is neither seconds nor a date is as good as nothing. */
    @Test
    default void aRetryAfterThatMakesNoSenseIsLeftOut() {
        assertThat(refusalWith("Retry-After: soon").retryAfter()).isEmpty();
        assertThat(refusalWith("Retry-After: -3").retryAfter()).isEmpty();
        assertThat(refusalWith("X-Other: 3").retryAfter()).isEmpty();
    }

    /** The platform does not retry on its own, not even when it is told "at once". */
    @Test
    default void aRefusalThatInvitesARetryIsNotRetriedHere() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(Greeting.status(503, "Retry-After: 0")));

            assertThat(stage.failure(peer).retryAfter()).contains(Duration.ZERO);
            assertThat(peer.accepted()).as("attempts").isEqualTo(1);
        }
    }

    /** A redirect is an answer like any other refusal; headers of ours go nowhere else. */
    @Test
    default void aRedirectIsNotFollowed() {
        try (Stage stage = Stage.of(this)) {
            RawPeer elsewhere = stage.peer();
            RawPeer peer = stage.own(
                    RawPeer.start(Greeting.status(302, "Location: http://localhost:" + elsewhere.port() + "/ws")));

            ConnectionException error = stage.failure(peer);

            assertThat(error.httpStatus()).contains(302);
            assertThat(error.code()).isEqualTo(ErrorCode.HANDSHAKE_REFUSED);
            assertThat(elsewhere.accepted()).isZero();
        }
    }

    /** An ordinary web page is no WebSocket. */
    @Test
    default void anOrdinaryAnswerIsARefusal() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(Greeting.reply(200, "<html>hello</html>")));

            ConnectionException error = stage.failure(peer);

            assertThat(error.httpStatus()).contains(200);
            assertThat(error.code()).isEqualTo(ErrorCode.HANDSHAKE_REFUSED);
            assertThat(error.retryable()).isFalse();
        }
    }

    /** An answer whose key does not match came from a cache or a fool (RFC 6455, section 4.1). */
    @Test
    default void anAnswerWithTheWrongKeyIsARefusal() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(Greeting.answer(String.join(
                    "\r\n",
                    "HTTP/1.1 101 Switching Protocols",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                    "",
                    ""))));

            assertThat(stage.failure(peer).code()).isEqualTo(ErrorCode.HANDSHAKE_REFUSED);
            peer.connection().awaitEnd();
        }
    }

    /** Something that does not speak HTTP is no WebSocket either. */
    @Test
    default void anAnswerThatIsNotHttpIsAFailure() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(Greeting.answer("220 mail.example " + Secrets.QUERY + "\r\n\r\n")));

            assertThat(stage.failure(peer).code()).isEqualTo(ErrorCode.HANDSHAKE_REFUSED);
        }
    }

    /** A head that never ends is given up. */
    @Test
    default void anAnswerWithoutEndIsAFailure() {
        try (Stage stage = Stage.of(this)) {
            byte[] more = "X-More: and more\r\n".repeat(1000).getBytes(US_ASCII);
            RawPeer peer = stage.own(RawPeer.start(connection -> {
                connection.readHead();
                connection.write("HTTP/1.1 101 Switching Protocols\r\n".getBytes(US_ASCII));
                for (int i = 0; i < 10_000; i++) {
                    connection.write(more);
                }
            }));

            ConnectionException error = stage.failure(Stage.request(peer).handshakeTimeout(Duration.ofSeconds(5)));

            assertThat(error.retryable()).isTrue();
        }
    }

    /** A server that sends its answer byte by byte does not stretch the deadline. */
    @Test
    default void anAnswerThatDripsEndsTheHandshakeInTime() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(Greeting.drip("HTTP/1.1 101 Switching Protocols\r\nX-Slow: ")));

            ConnectionException error = stage.failure(Stage.request(peer).handshakeTimeout(Duration.ofMillis(500)));

            assertThat(error.code()).isEqualTo(ErrorCode.HANDSHAKE_TIMEOUT);
            peer.connection().awaitEnd();
        }
    }

    /** A refusal whose body never comes is a refusal, or a handshake that took too long. */
    @Test
    default void aRefusalWhoseBodyNeverComesIsAFailureInTime() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(
                    Greeting.answer("HTTP/1.1 503 Unavailable\r\nContent-Length: 1000000\r\n\r\nhalf a page")));

            ConnectionException error = stage.failure(Stage.request(peer).handshakeTimeout(Duration.ofMillis(500)));

            assertThat(error.code()).isIn(ErrorCode.HANDSHAKE_REFUSED, ErrorCode.HANDSHAKE_TIMEOUT);
            assertThat(error.retryable()).isTrue();
            peer.connection().awaitEnd();
        }
    }

    /** What a refusing server wrote may hold anything, and is not repeated. */
    @Test
    default void aRefusalDoesNotRepeatWhatTheServerWrote() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(Greeting.answer("HTTP/1.1 403 " + Secrets.QUERY
                    + "\r\nX-Token: " + Secrets.HEADER + "\r\nContent-Length: " + Secrets.QUERY.length()
                    + "\r\n\r\n" + Secrets.QUERY)));

            assertThat(stage.failure(peer).httpStatus()).contains(403);
        }
    }

    /** An extension that was not offered cannot be agreed on (RFC 6455, section 9.1). */
    @Test
    default void anExtensionThatWasNotOfferedIsRefused() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(Greeting.accept("Sec-WebSocket-Extensions: x-unheard-of")));

            assertThat(stage.failure(peer).code()).isEqualTo(ErrorCode.HANDSHAKE_REFUSED);
            peer.connection().awaitEnd();
        }
    }

    /**
     * A server that hangs up instead of answering may be back soon. Where not one byte of an answer came, a platform may
     * ask once more by itself: that of the JDK cannot be told otherwise.
     */
    @Test
    default void aServerThatHangsUpIsAFailureWorthARetry() {
        try (Stage stage = Stage.of(this)) {
            RawPeer ending = stage.own(RawPeer.start(connection -> {
                connection.readHead();
                connection.close();
            }));
            RawPeer resetting = stage.own(RawPeer.start(connection -> {
                connection.readHead();
                connection.rst();
            }));

            assertThat(stage.failure(ending).retryable()).isTrue();
            assertThat(stage.failure(resetting).retryable()).isTrue();
            assertThat(ending.accepted()).as("attempts").isBetween(1, 2);
            assertThat(resetting.accepted()).as("attempts").isBetween(1, 2);
        }
    }

    private ConnectionException refusalWith(String header) {
        try (Stage stage = Stage.of(this)) {
            return stage.failure(stage.own(RawPeer.start(Greeting.status(503, header))));
        }
    }
}
