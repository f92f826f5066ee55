// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.testkit.ClosedPort;
import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.Greeting;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.RequestHead;
import io.github.keepwire.testkit.TestCertificates;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.HttpReply;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One HTTP request and its reply, for tokens and channel authorisation. */
public interface HttpContract extends TransportSource {
    /** Status, headers and body are told; headers are found in any case. */
    @Test
    default void aGetIsAnsweredWithStatusHeadersAndBody() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(
                    Greeting.reply(200, "{\"token\":\"\u20ac\"}", "X-Rate-Left: 7", "X-Tag: a", "X-Tag: b")));
            HttpCall call = HttpCall.get(peer.httpUri("/token?client_id=camera%201&x=a%26b"))
                    .withHeader("Authorization", "Bearer abc");

            HttpReply reply = stage.reply(call);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("{\"token\":\"\u20ac\"}");
            assertThat(reply.header("x-rate-LEFT")).contains("7");
            assertThat(reply.header("x-tag").map(tags -> tags.replace(" ", ""))).contains("a,b");
            RequestHead head = peer.connection().head();
            assertThat(head.method()).isEqualTo("GET");
            assertThat(head.target()).isEqualTo("/token?client_id=camera%201&x=a%26b");
            assertThat(head.headers().get("Authorization")).containsExactly("Bearer abc");
        }
    }

    /** A body is sent as UTF-8, with its type. */
    @Test
    default void aPostSendsItsBody() {
        try (Stage stage = Stage.of(this)) {
            CompletableFuture<String> received = new CompletableFuture<>();
            RawPeer peer = stage.own(RawPeer.start(connection -> {
                connection.readHead();
                received.complete(connection.readBody());
                connection.write(ascii("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"));
            }));

            HttpReply reply =
                    stage.reply(HttpCall.post(peer.httpUri("/auth"), "application/json", "{\"a\":\"\u00e9\"}"));

            assertThat(reply.status()).isEqualTo(204);
            assertThat(reply.body()).isEmpty();
            assertThat(Deadline.result("the body", received)).isEqualTo("{\"a\":\"\u00e9\"}");
            RequestHead head = peer.connection().head();
            assertThat(head.method()).isEqualTo("POST");
            assertThat(head.header("Content-Type").orElseThrow()).startsWith("application/json");
        }
    }

    /** A body in chunks is put together (RFC 9112, section 7.1). */
    @Test
    default void aBodyInChunksIsPutTogether() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(Greeting.answer(
                    lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "4", "one ", "3", "two", "0", "", ""))));

            assertThat(stage.reply(get(peer)).body()).isEqualTo("one two");
        }
    }

    /**
     * Every status is a reply, not a failure; nothing is followed, answered or tried again.
     *
     * @return one test for each status
     */
    @TestFactory
    default Stream<DynamicTest> everyStatusIsAReply() {
        return Stream.of(201, 302, 307, 401, 403, 404, 429, 500, 503)
                .map(status -> DynamicTest.dynamicTest("status " + status, () -> {
                    try (Stage stage = Stage.of(this)) {
                        RawPeer elsewhere = stage.own(RawPeer.start(Greeting.reply(200, "elsewhere")));
                        RawPeer peer = stage.own(RawPeer.start(Greeting.reply(
                                status,
                                "as it is",
                                "Location: " + elsewhere.httpUri("/"),
                                "WWW-Authenticate: Basic realm=\"x\"",
                                "Retry-After: 0")));

                        HttpReply reply = stage.reply(get(peer));

                        assertThat(reply.status()).isEqualTo(status);
                        assertThat(reply.body()).isEqualTo("as it is");
                        assertThat(peer.accepted()).as("attempts").isEqualTo(1);
                        assertThat(elsewhere.accepted()).isZero();
                    }
                }));
    }

    /** The largest reply allowed is read whole. */
    @Test
    default void aReplyAtTheLimitIsRead() {
        try (Stage stage = Stage.of(this)) {
            String largest = "b".repeat(HttpCall.MAX_REPLY_BYTES);
            RawPeer peer = stage.own(RawPeer.start(Greeting.reply(200, largest)));

            assertThat(stage.reply(get(peer)).body()).isEqualTo(largest);
        }
    }

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

    private static HttpCall get(RawPeer peer) {
        return HttpCall.get(peer.httpUri("/token?secret=" + Secrets.QUERY)).withHeader("X-Api-Key", Secrets.HEADER);
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
