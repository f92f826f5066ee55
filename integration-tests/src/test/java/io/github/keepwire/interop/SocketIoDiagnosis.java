// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.crash.Child;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.protocol.socketio.SocketIo;
import io.github.keepwire.testkit.ClosedPort;
import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.TestCertificates;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one is told who has the wrong server, address or scheme, and that nothing stays behind; once for each transport. */
abstract class SocketIoDiagnosis extends SocketIoTrouble {
    @TempDir
    Path folder;

    @Test
    void aServerOfVersionTwoIsToldFromOneOfToday() {
        try (RawPeer peer = RawPeer.start()) {
            RealtimeClient client = single(peer.uri(""), SocketIo.defaults());
            CompletableFuture<Void> connected = client.connect();
            RawConnection connection = peer.connection();
            connection.text("0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":5000}");
            connection.text("40");

            KeepwireException failure = failureOf(connected);

            assertThat(failure).hasMessageContaining("as Socket.IO 2 does: this client needs Socket.IO 3 or 4");
            assertThat(failure.code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
        }
    }

    @Test
    void aServerOfPlainWebSocketsIsToldFromSocketIo() {
        try (RawPeer peer = RawPeer.start()) {
            CompletableFuture<Void> connected =
                    single(peer.uri(""), SocketIo.defaults()).connect();
            peer.connection().text("{\"type\":\"welcome\"}");

            assertThat(failureOf(connected)).hasMessageContaining("this is no server of Engine.IO 4");
        }
    }

    @Test
    void aServerThatForbidsTheUpgradeIsBelieved() throws Exception {
        try (NodeServer guarded = NodeServer.start(Map.of("FORBIDS", "yes"))) {
            KeepwireException failure =
                    failureOf(client(guarded, "", builder -> builder).connect());

            assertThat(failure).hasMessageContaining("HTTP status 400");
            assertThat(failure.code()).isEqualTo(ErrorCode.HANDSHAKE_REFUSED);
        }
    }

    @Test
    void thePathOfTheRequestInTheAddressIsPointedOut() {
        URI mistaken = URI.create(server.url("/socket.io/"));

        assertThat(failureOf(single(mistaken, SocketIo.defaults()).connect()))
                .hasMessageContaining("leave it out of the address")
                .hasMessageContaining("SocketIo.path(..)");
    }

    @Test
    void tlsToAServerWithoutTlsIsToldAsSuch() {
        URI mistaken = URI.create(server.url("").replaceFirst("ws", "wss"));

        assertThat(failureOf(single(mistaken, SocketIo.defaults()).connect())).hasMessageContaining("TLS");
    }

    @Test
    void noTlsToAServerWithTlsIsToldAsSuch() {
        try (RawPeer peer =
                RawPeer.builder().tls(TestCertificates.forLocalhost()).start()) {
            URI mistaken = URI.create("ws://localhost:" + peer.port());

            assertThat(failureOf(single(mistaken, SocketIo.defaults()).connect()))
                    .hasMessageContaining("if it speaks TLS there, the address begins with wss");
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        try (ClosedPort nobody = ClosedPort.take()) {
            assertThat(failureOf(single(URI.create("ws://127.0.0.1:" + nobody.port()), SocketIo.defaults())
                            .connect()))
                    .hasMessageContaining("127.0.0.1:" + nobody.port());
        }
    }

    private RealtimeClient single(URI address, SocketIo dialect) {
        return client(
                Addresses.of(address), builder -> builder.protocol(dialect).reconnect(Reconnect.off()));
    }

    // what stays behind

    @Test
    void nothingKeepsTheVirtualMachineAfterTheClose() throws Exception {
        Transport transport = transport();
        transport.close();

        Process process = Child.of(ShortLife.class)
                .start(
                        folder.resolve("errors"),
                        server.url(""),
                        transport.getClass().getName());
        List<String> said = process.inputReader(StandardCharsets.UTF_8).lines().collect(Collectors.toList());

        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(said).as("threads that live on").containsExactly("closed");
        assertThat(process.exitValue()).isZero();
    }
}
