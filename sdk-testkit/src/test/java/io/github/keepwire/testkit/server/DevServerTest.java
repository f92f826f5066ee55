// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static io.github.keepwire.testkit.server.PlainClient.connect;
import static io.github.keepwire.testkit.server.PlainClient.device;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevServerTest {
    @RegisterExtension
    final DevServer server = DevServer.echo();

    @Test
    void echoSendsBackWhatItGets() throws Exception {
        PlainClient client = connect(server.url());

        client.send("not even JSON").send(new byte[] {7, 8});

        assertThat(client.next()).isEqualTo("not even JSON");
        assertThat(client.nextBinary()).containsExactly(7, 8);
        assertThat(server.received()).extracting(Received::type).containsExactly(Received.UNTYPED, Received.BINARY);
    }

    @Test
    void largeMessageWithinTheLimitIsTaken() throws Exception {
        PlainClient client = connect(server.url());
        String large = "x".repeat(DevServer.DEFAULT_MAX_MESSAGE_BYTES);

        client.send(large);

        assertThat(client.next()).isEqualTo(large);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 429, 500, 503})
    void nextHandshakeIsRefusedWithAStatusAndHeaders(int status) throws Exception {
        server.refuseNext(status, Map.of("Retry-After", "7"));

        assertThatThrownBy(() -> connect(server.url()))
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> {
                    assertThat(refused.getResponse().statusCode()).isEqualTo(status);
                    assertThat(refused.getResponse().headers().firstValue("Retry-After"))
                            .contains("7");
                });

        assertThat(connect(server.url()).send("in").next()).as("only the next").isEqualTo("in");
        assertThat(server.awaitConnections(1)).hasSize(1);
    }

    @Test
    void scriptedRefusalsAreUsedInOrder() {
        server.refuseNext(503);
        server.refuseNext(401);

        assertThat(Stream.of(1, 2).map(attempt -> refusedStatus(server.url()))).containsExactly(503, 401);
    }

    @Test
    void tokenIsTakenFromTheHeaderOrTheQuery() throws Exception {
        server.requireToken("s3cret &");
        URI query = server.url().resolve("/?token=s3cret%20%26");

        assertThat(connect(server.url(), "Authorization", "Bearer s3cret &")
                        .send("a")
                        .next())
                .isEqualTo("a");
        assertThat(connect(query).send("b").next()).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?token=wrong", "/?tokens3cret"})
    void wrongTokenIsRefusedWith401(String target) {
        server.requireToken("s3cret");

        assertThat(refusedStatus(server.url().resolve(target))).isEqualTo(401);
    }

    @Test
    void nextConnectionIsClosedAsScripted() throws Exception {
        server.closeNext(4001, "go away");

        assertThat(connect(server.url()).closeCode()).isEqualTo(4001);
        assertThat(connect(server.url()).send("in").next()).isEqualTo("in");
    }

    @Test
    void deviceIsClosedOrDropped() throws Exception {
        try (DevServer devices = DevServer.deviceEnvelope().start()) {
            PlainClient closed = device(devices.url(), "closed");
            PlainClient dropped = device(devices.url(), "dropped");

            devices.close("closed", 4000, "enough");
            devices.drop("dropped");

            assertThat(closed.closeCode()).isEqualTo(4000);
            assertThat(dropped.closeCode()).as("torn").isEqualTo(-1);
            assertThat(devices.awaitConnections(0)).isEmpty();
        }
    }

    @Test
    void everybodyIsDroppedAndNewOnesAreWelcome() throws Exception {
        PlainClient first = connect(server.url());
        PlainClient second = connect(server.url());
        server.awaitConnections(2);

        server.dropAll();

        assertThat(first.closeCode()).isEqualTo(-1);
        assertThat(second.closeCode()).isEqualTo(-1);
        assertThat(connect(server.url()).send("in").next()).isEqualTo("in");
    }

    @Test
    void messageBeyondTheLimitEndsTheConnectionWith1009() throws Exception {
        try (DevServer small = DevServer.echo().maxMessageBytes(1_000).start()) {
            PlainClient client = connect(small.url());

            client.send("x".repeat(1_001));

            assertThat(client.closeCode()).isEqualTo(1009);
            assertThat(small.received()).isEmpty();
        }
    }

    @Test
    void messageInPiecesCountsAsOne() throws Exception {
        try (DevServer small = DevServer.echo().maxMessageBytes(1_000).start()) {
            String half = "x".repeat(500);

            PlainClient within = connect(small.url()).sendInPieces(half, half);
            assertThat(within.next()).isEqualTo(half + half);
            PlainClient beyond = connect(small.url()).sendInPieces(half, half, "x");

            assertThat(beyond.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void peerTellsHowItConnected() {
        connect(server.url().resolve("/ws?client_id=a%20b"), "X-Device", "camera");

        Peer peer = server.awaitConnections(1).get(0);

        assertThat(peer.path()).isEqualTo("/ws");
        assertThat(peer.query("client_id")).contains("a b");
        assertThat(peer.query("other")).isEmpty();
        assertThat(peer.header("x-device")).contains("camera");
        assertThat(peer.header("x-other")).isEmpty();
    }

    @Test
    void waitingInVainTellsWhatCameInstead() throws Exception {
        connect(server.url()).send("{\"type\":\"a\"}").next();
        server.patience(Duration.ofMillis(1));

        assertThatThrownBy(() -> server.await("b", 1))
                .isInstanceOf(AssertionError.class)
                .hasMessage("waited PT0.001S for 1 x b, but received {a=1}");
        assertThatThrownBy(() -> server.awaitConnections(3)).hasMessageContaining("3 connections");
        assertThatThrownBy(() -> server.sendTo("camera", "hello")).hasMessageContaining("device camera to connect");
        assertThatThrownBy(() -> server.awaitGroup("home", 1)).hasMessageContaining("1 members of group home");
    }

    @Test
    void behaviourThatThrowsIsShownByTheNextWaitInVain() throws Exception {
        Behavior throwing = (from, message) -> {
            from.send("seen");
            throw new IllegalStateException("broken");
        };
        try (DevServer broken = DevServer.of(throwing).start()) {
            PlainClient client = connect(broken.url());
            client.send("1");
            client.next();
            assertThat(client.send("2").next()).as("the connection stays").isEqualTo("seen");
            broken.patience(Duration.ofMillis(1));

            assertThatThrownBy(() -> broken.await("b", 1)).hasRootCauseMessage("broken");
        }
    }

    @Test
    void portInUseIsAnExceptionOfStart() {
        int taken = server.url().getPort();

        try (DevServer second = DevServer.echo().port(taken)) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(":" + taken);
            assertThatIllegalStateException().isThrownBy(second::url);
        }
    }

    @Test
    void misuseNamesTheOffender() {
        assertThatIllegalStateException().isThrownBy(server::start).withMessageContaining("started already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.port(70_000))
                .withMessageContaining("70000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.maxMessageBytes(0))
                .withMessageContaining("maxMessageBytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.connectionLostTimeout(Duration.ofMillis(1_500)))
                .withMessageContaining("PT1.5S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.refuseNext(101))
                .withMessageContaining("101");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.refuseNext(503, Map.of("X", "a\r\nb")))
                .withMessageContaining("header");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.closeNext(1006, ""))
                .withMessageContaining("1006");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.closeNext(1000, "é".repeat(62)))
                .withMessageContaining("reason must be at most 123 bytes: 124");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.patience(Duration.ZERO))
                .withMessageContaining("PT0S");
    }

    private static int refusedStatus(URI url) {
        try {
            connect(url);
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
        }
        throw new AssertionError("was not refused");
    }
}
