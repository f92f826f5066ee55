// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.testkit.ClientFrame;
import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.Greeting;
import io.github.keepwire.testkit.Opcode;
import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.RecordingListener;
import io.github.keepwire.testkit.ServerFrames;
import io.github.keepwire.testkit.TestEnvironment;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What this transport does beyond the contract of all transports. */
class OkHttpTransportTest {
    private final OkHttpTransport transport = new OkHttpTransport();
    private final TestEnvironment environment = TestEnvironment.start();
    private final RecordingListener listener = new RecordingListener();

    @AfterEach
    void close() {
        transport.close();
        environment.close();
    }

    @Test
    void isFoundByTheServiceLoader() {
        getClass().getModule().addUses(Transport.class);

        assertThat(ServiceLoader.load(Transport.class).stream().map(ServiceLoader.Provider::type))
                .containsOnlyOnce(OkHttpTransport.class);
    }

    @Test
    void offersNoExtension() {
        try (RawPeer peer = RawPeer.start()) {
            open(peer);

            assertThat(peer.connection().head().header("Sec-WebSocket-Extensions"))
                    .isEmpty();
        }
    }

    @Test
    void anExtensionThatWasNotOfferedIsRefused() {
        assertThat(failure(Greeting.accept("Sec-WebSocket-Extensions: permessage-deflate"))
                        .code())
                .isEqualTo(ErrorCode.HANDSHAKE_REFUSED);
    }

    @Test
    void anAlteredConnectionHeaderIsExplained() {
        String head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
                + "Sec-WebSocket-Accept: x\r\n\r\n";

        assertThat(failure(Greeting.answer(head))).hasMessageContaining("intermediary");
    }

    @Test
    void aRetryAfterThatIsNoIntIsARefusalLikeAnyOther() {
        ConnectionException error = failure(Greeting.status(503, "Retry-After: 99999999999"));

        assertThat(error.httpStatus()).contains(503);
        assertThat(error.retryAfter()).contains(Duration.ofDays(365));
    }

    @Test
    void aServerThatWantsProxyCredentialsIsARefusalLikeAnyOther() {
        assertThat(failure(Greeting.status(407)).httpStatus()).contains(407);
    }

    @Test
    void whatTheServerEchoesIsInNoError() {
        ConnectionException error = failure(Greeting.answer("GET /ws?token=CANARY HTTP/1.1\r\n\r\n"));

        assertThat(error).hasNoCause().message().doesNotContain("CANARY");
    }

    @Test
    void anExchangeShowsTheServersStatusAndHeadersOnly() {
        try (RawPeer peer = RawPeer.start(Greeting.status(503, "Retry-After: 0"))) {
            HttpCall.Reply reply = Deadline.result("reply", transport.exchange(HttpCall.get(peer.httpUri("/"))));

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).contains("0");
            assertThat(reply.headers()).doesNotContainKey(NoFollowUps.TRUE_STATUS);
            assertThat(peer.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aMessageLargerThanOkHttpsOwnQueueGoesOut() {
        try (RawPeer peer = RawPeer.start()) {
            Link link = open(peer);
            String text = "m".repeat(17 << 20);

            link.send(Frame.text(text));

            assertThat(peer.connection().readText()).isEqualTo(text);
            listener.awaitWritten(1);
            Deadline.await("nothing queued", () -> link.queuedBytes() == 0);
        }
    }

    @Test
    void aPingIsAnsweredAndToldWithoutDemand() {
        try (RawPeer peer = RawPeer.start()) {
            Link link = open(peer);
            RawConnection server = peer.connection();

            link.ping();
            ClientFrame ping = server.read(Opcode.PING);
            server.write(ServerFrames.pong(""));

            assertThat(ping.payload().remaining()).isZero();
            listener.awaitPongs(1);
        }
    }

    @Test
    void theEndIsSeenWithoutDemand() {
        try (RawPeer peer = RawPeer.start()) {
            open(peer);

            peer.connection().fin();

            assertThat(listener.awaitEnd().kind()).isEqualTo(Link.End.Kind.LOST);
        }
    }

    @Test
    void aViolationIsToldToThePeer() {
        try (RawPeer peer = RawPeer.start()) {
            open(peer).request(1);
            RawConnection server = peer.connection();

            server.write(ServerFrames.header(0x82, 1L << 40));

            assertThat(listener.awaitEnd().kind()).isEqualTo(Link.End.Kind.TOO_LARGE);
            assertThat(server.awaitClose().closeCode()).isEqualTo(CloseCodes.TOO_LARGE);
        }
    }

    @Test
    void trustThatCannotBeSetUpFailsTheStage() throws GeneralSecurityException {
        KeyStore neverLoaded = KeyStore.getInstance("PKCS12");
        HttpCall call = HttpCall.get(URI.create("https://localhost/"));

        try (Transport untrusting =
                new OkHttpTransport(Transport.Settings.defaults().withTls(Transport.Tls.trusting(neverLoaded)))) {
            assertThat(untrusting.exchange(call).toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(ConnectionException.class);
        }
    }

    @Test
    void askingForNothingIsAMistake() {
        try (RawPeer peer = RawPeer.start()) {
            Link link = open(peer);

            assertThatThrownBy(() -> link.request(0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Link open(RawPeer peer) {
        LinkRequest request = LinkRequest.builder(peer.uri("/ws")).build();
        return Deadline.result("link", transport.open(request, listener, environment.environment()));
    }

    private ConnectionException failure(Greeting greeting) {
        try (RawPeer peer = RawPeer.start(greeting)) {
            LinkRequest request =
                    LinkRequest.builder(peer.uri("/ws?token=CANARY")).build();
            Throwable thrown = catchThrowable(() -> transport
                    .open(request, listener, environment.environment())
                    .toCompletableFuture()
                    .join());
            assertThat(thrown).isInstanceOf(CompletionException.class).hasCauseInstanceOf(ConnectionException.class);
            return (ConnectionException) thrown.getCause();
        }
    }
}
