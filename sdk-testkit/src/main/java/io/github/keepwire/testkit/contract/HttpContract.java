// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.Greeting;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.RequestHead;
import io.github.keepwire.transport.HttpCall;
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

            HttpCall.Reply reply = stage.reply(call);

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

            HttpCall.Reply reply =
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

                        HttpCall.Reply reply = stage.reply(get(peer));

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

    /** The body is read as UTF-8, whatever the server calls it. */
    @Test
    default void theBodyIsUtf8WhateverItIsCalled() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(
                    RawPeer.start(Greeting.reply(200, "caf\u00e9", "Content-Type: text/plain; charset=ISO-8859-1")));

            assertThat(stage.reply(get(peer)).body()).isEqualTo("caf\u00e9");
        }
    }

    /** A server may close a connection that it promised to keep; the next call does not suffer from it. */
    @Test
    default void aConnectionThatWentStaleIsNotReused() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(connection -> {
                connection.readHead();
                connection.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
                connection.close();
            }));

            for (int i = 0; i < 10; i++) {
                assertThat(stage.reply(get(peer)).body()).isEqualTo("ok");
            }
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
