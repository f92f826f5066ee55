// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.testkit.Greeting;
import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.RecordingListener;
import io.github.keepwire.testkit.RequestHead;
import io.github.keepwire.testkit.ServerFrames;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Opening a link: what the server is told, what the client learns, and how long it may take. */
public interface OpeningContract extends TransportSource {
    /** The request is the opening handshake of RFC 6455, section 4.1. */
    @Test
    default void theRequestIsAWebSocketHandshake() {
        try (Stage stage = Stage.of(this)) {
            RequestHead head = stage.connect().server().head();

            assertThat(head.method()).isEqualTo("GET");
            assertThat(head.header("Sec-WebSocket-Version")).contains("13");
            assertThat(head.header("Sec-WebSocket-Key").orElseThrow()).hasSize(24);
        }
    }

    /** Headers of ours arrive once and unchanged. */
    @Test
    default void headersReachTheServer() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.peer();
            LinkRequest.Builder request = LinkRequest.builder(peer.uri("/"))
                    .header("Authorization", "Bearer abc.def")
                    .header("X-Api-Key", "k e;y=1")
                    .header("Origin", "https://app.example")
                    .header("Cookie", "a=1; b=2")
                    .header("User-Agent", "camera/7");

            RequestHead head = stage.connect(peer, request).server().head();

            assertThat(head.headers().get("Authorization")).containsExactly("Bearer abc.def");
            assertThat(head.headers().get("X-Api-Key")).containsExactly("k e;y=1");
            assertThat(head.headers().get("Origin")).containsExactly("https://app.example");
            assertThat(head.headers().get("Cookie")).containsExactly("a=1; b=2");
            assertThat(head.headers().get("User-Agent")).containsExactly("camera/7");
        }
    }

    /** Path and query arrive as they were written, escapes included. */
    @Test
    default void pathAndQueryReachTheServerUnchanged() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.peer();
            String target = "/ws/living%20room?client_id=camera-1&token=a%26b%3Dc";

            Wire wire = stage.connect(peer, LinkRequest.builder(peer.uri(target)));

            assertThat(wire.server().head().target()).isEqualTo(target);
        }
    }

    /**
     * An address without a path asks for the root.
     *
     * @return one test for each address
     */
    @TestFactory
    default Stream<DynamicTest> anAddressWithoutAPathAsksForTheRoot() {
        return Stream.of("", "?a=b")
                .map(end -> DynamicTest.dynamicTest("address ending in '" + end + "'", () -> {
                    try (Stage stage = Stage.of(this)) {
                        RawPeer peer = stage.peer();

                        Wire wire = stage.connect(peer, LinkRequest.builder(peer.uri(end)));

                        assertThat(wire.server().head().target()).isEqualTo("/" + end);
                    }
                }));
    }

    /** Compression is offered where the platform can do it, and nowhere else. */
    @Test
    default void extensionsAreOfferedByWhoCanUseThem() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect();

            assertThat(wire.server().head().header("Sec-WebSocket-Extensions").isPresent())
                    .isEqualTo(stage.can(Transport.Capability.COMPRESSION));
        }
    }

    /** Subprotocols are offered in the order of preference. */
    @Test
    default void subprotocolsAreOfferedAndTheChosenOneIsTold() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(Greeting.accept("Sec-WebSocket-Protocol: chat.v1")));
            LinkRequest.Builder request = Stage.request(peer).subprotocols(List.of("chat.v2", "chat.v1"));

            Wire wire = stage.connect(peer, request);

            assertThat(wire.server().head().header("Sec-WebSocket-Protocol").map(names -> names.replace(" ", "")))
                    .contains("chat.v2,chat.v1");
            assertThat(wire.link().subprotocol()).isEqualTo("chat.v1");
        }
    }

    /** A server need not choose a subprotocol. */
    @Test
    default void withoutAChosenSubprotocolItIsEmpty() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect();

            assertThat(wire.server().head().header("Sec-WebSocket-Protocol")).isEmpty();
            assertThat(wire.link().subprotocol()).isEmpty();
        }
    }

    /** A server may not choose what was not offered (RFC 6455, section 4.1). */
    @Test
    default void aSubprotocolThatWasNotOfferedIsRefused() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(Greeting.accept("Sec-WebSocket-Protocol: chat.v9")));

            assertThat(stage.failure(peer).code()).isEqualTo(ErrorCode.HANDSHAKE_REFUSED);
            peer.connection().awaitEnd();
        }
    }

    /** A frame in the same packet as the handshake's answer is kept, and waits for demand. */
    @Test
    default void aMessageRightBehindTheHandshakeWaitsForDemand() {
        try (Stage stage = Stage.of(this)) {
            for (int i = 0; i < 20; i++) {
                String text = "early bird " + i;
                RawPeer peer = stage.own(RawPeer.start(Greeting.acceptAnd(ServerFrames.text(text))));
                Wire wire = stage.connect(peer);
                assertThat(wire.listener().received()).isZero();

                wire.request(1);

                assertThat(wire.listener().awaitText()).isEqualTo(text);
            }
        }
    }

    /** A server that takes the request and falls silent is given up, and the socket is freed. */
    @Test
    default void silenceEndsTheHandshakeInTime() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(Greeting.silence()));

            assertThat(stage.failure(impatient(peer)).code()).isEqualTo(ErrorCode.HANDSHAKE_TIMEOUT);
            peer.connection().awaitEnd();
        }
    }

    /** A server whose process hangs completes TCP and nothing else. */
    @Test
    default void aServerThatNeverAcceptsEndsTheHandshakeInTime() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.builder().holdsAccept().start());

            assertThat(stage.failure(impatient(peer)).code()).isEqualTo(ErrorCode.HANDSHAKE_TIMEOUT);
        }
    }

    /** Half an answer is no answer. */
    @Test
    default void anAnswerThatStopsHalfwayEndsTheHandshakeInTime() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(
                    Greeting.answer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upg")));

            assertThat(stage.failure(impatient(peer)).code()).isEqualTo(ErrorCode.HANDSHAKE_TIMEOUT);
            peer.connection().awaitEnd();
        }
    }

    /** Cancelling gives up a handshake that is under way. */
    @Test
    default void cancellingTheStageFreesTheSocket() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.start(Greeting.silence()));
            RecordingListener listener = stage.listener();
            CompletableFuture<Link> opening =
                    stage.open(Stage.request(peer), listener).toCompletableFuture();
            RawConnection server = peer.connection();

            assertThat(opening.cancel(true)).isTrue();

            server.awaitEnd();
            assertThat(opening).isCancelled();
            assertThat(listener.ends()).isEmpty();
        }
    }

    /** Cancelling wins or loses against an answer that comes at the same time, but never leaks a link. */
    @Test
    default void cancellingInTheInstantOfOpeningFreesTheSocket() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.peer();
            for (int i = 0; i < 40; i++) {
                CompletableFuture<Link> opening =
                        stage.open(Stage.request(peer), stage.listener()).toCompletableFuture();
                RawConnection server = peer.connection();

                opening.cancel(true);
                if (!opening.isCancelled()) {
                    opening.join().abort();
                }

                server.awaitEnd();
            }
        }
    }

    private static LinkRequest.Builder impatient(RawPeer peer) {
        return Stage.request(peer).handshakeTimeout(Duration.ofMillis(500));
    }
}
