// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.ErrorEvent;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.testkit.ClosedPort;
import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bad input gives an error that names what was wrong, and the connection and the other listeners live on. */
@ParameterizedClass
@MethodSource("transports")
class BadInputTest {
    private static final List<Transport> TRANSPORTS = List.of(new JdkTransport(), new OkHttpTransport());
    private static final String SECRET = "CANARY-7";

    private final Transport transport;
    private final BlockingQueue<ErrorEvent> errors = new LinkedBlockingQueue<>();
    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    private RawPeer peer;
    private RawConnection server;
    private RealtimeClient client;

    record Reading(double value) {}

    BadInputTest(Transport transport) {
        this.transport = transport;
    }

    static List<Named<Transport>> transports() {
        return TRANSPORTS.stream()
                .map(transport -> Named.of(transport.name(), transport))
                .toList();
    }

    @AfterAll
    static void closeTransports() {
        TRANSPORTS.forEach(Transport::close);
    }

    @BeforeEach
    void connect() throws Exception {
        peer = RawPeer.start();
        client = RealtimeClient.builder(URI.create(peer.uri("/ws") + "?token=" + SECRET))
                .transport(transport)
                .identity(Identity.of("d", "D"))
                .build();
        client.onError(errors::add);
        client.onAny(heard::add);
        client.connect().get(20, TimeUnit.SECONDS);
        server = peer.connection();
    }

    @AfterEach
    void close() {
        client.closeAsync(Duration.ZERO);
        peer.close();
    }

    @Test
    void aMalformedFrameIsReported() throws Exception {
        server.text("{\"type\":\"x\", " + SECRET);

        assertThat(error().code()).isEqualTo(ErrorCode.MALFORMED_FRAME);
        livesOn();
    }

    @Test
    void aFrameOfTheWrongShapeIsReported() throws Exception {
        server.text("[1,2,3]");

        assertThat(error().code()).isEqualTo(ErrorCode.MALFORMED_FRAME);
        livesOn();
    }

    @Test
    void aMessageWithoutWhatTheEnvelopeNeedsIsReported() throws Exception {
        server.text("{\"type\":\"x\",\"deviceId\":\"s\"}");

        KeepwireException error = error();
        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(error).hasMessageContaining("timestamp");
        livesOn();
    }

    @Test
    void anUnknownTypeReachesThoseWhoListenToAll() throws Exception {
        server.text(envelope("neverHeardOf", "{}"));

        assertThat(heard.poll(20, TimeUnit.SECONDS)).isNotNull();
        livesOn();
    }

    @Test
    void aPayloadOfAnotherShapeIsReportedAndTheOtherListenersHearIt() throws Exception {
        client.on("reading", Reading.class, (reading, message) -> {});

        server.text(envelope("reading", "{\"value\":\"" + SECRET + "\"}"));

        assertThat(error().code()).isEqualTo(ErrorCode.PAYLOAD_MISMATCH);
        livesOn();
    }

    @Test
    void aPayloadOfTwoMebibytesIsRefused() throws Exception {
        String large = String.join("", Collections.nCopies(2 << 20, "x"));

        assertRefused(client.send("large", large).accepted(), ErrorCode.MESSAGE_TOO_LARGE, "maxBytes");
        livesOn();
    }

    @Test
    void nullsAreNamed() {
        assertThatThrownBy(() -> client.send("x", nothing()))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("payload");
        assertThatThrownBy(() -> client.send(nothing(), "x"))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("type");
        assertThatThrownBy(() -> client.on(nothing(), heard::add))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("type");
    }

    @Test
    void aSecondConnectIsOneConnection() throws Exception {
        client.connect().get(20, TimeUnit.SECONDS);

        assertThat(peer.accepted()).isEqualTo(1);
        livesOn();
    }

    @Test
    void aClosedClientRefuses() throws Exception {
        client.close();

        assertRefused(client.send("x", Map.of()).accepted(), ErrorCode.CLOSED, "closed");
        assertRefused(client.connect(), ErrorCode.CLOSED, "build a new one");
    }

    @Test
    void anUnreachableServerIsNamedWithoutTheQuery() throws Exception {
        try (ClosedPort port = ClosedPort.take();
                RealtimeClient lost = RealtimeClient.builder(
                                URI.create("ws://127.0.0.1:" + port.port() + "/ws?token=" + SECRET))
                        .transport(transport)
                        .reconnect(Reconnect.off())
                        .build()) {
            assertRefused(lost.connect(), ErrorCode.UNREACHABLE, "127.0.0.1:" + port.port());
            assertThat(lost.state()).isEqualTo(ConnectionState.FAILED);
        }
    }

    @Test
    void addressesThatCannotWorkAreRefusedWhenTheyAreGiven() {
        assertThatThrownBy(() -> RealtimeClient.builder(URI.create("ftp://example.test/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ws://");
        assertThatThrownBy(() -> RealtimeClient.builder(URI.create("ws://user:" + SECRET + "@example.test/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user info")
                .hasMessageNotContaining(SECRET);
    }

    /** A message still arrives, and another one still goes out. */
    private void livesOn() throws Exception {
        heard.clear();
        server.text(envelope("fine", "{}"));
        Message fine = heard.poll(20, TimeUnit.SECONDS);
        assertThat(fine).isNotNull();
        assertThat(fine.type()).isEqualTo("fine");
        Outcome outcome = client.send("alsoFine", Map.of(), SendOptions.queued())
                .outcome()
                .get(20, TimeUnit.SECONDS);
        assertThat(outcome.status()).isEqualTo(Outcome.Status.SENT);
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
    }

    private KeepwireException error() throws InterruptedException {
        ErrorEvent event = errors.poll(20, TimeUnit.SECONDS);
        assertThat(event).as("an error event").isNotNull();
        assertThat(event.error().toString()).doesNotContain(SECRET);
        return event.error();
    }

    private static void assertRefused(CompletableFuture<Void> future, ErrorCode code, String hint) {
        assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        KeepwireException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(hint)
                .hasMessageNotContaining(SECRET);
    }

    private static String envelope(String type, String payload) {
        return "{\"type\":\"" + type + "\",\"deviceId\":\"s\",\"deviceName\":\"S\",\"timestamp\":\"" + Instant.now()
                + "\",\"payload\":" + payload + "}";
    }

    @SuppressWarnings({"TypeParameterUnusedInFormals", "NullAway"})
    private static <T> T nothing() {
        return null;
    }
}
