// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.testkit.server.Received;
import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("transports")
class DevServerClientTest {
    private static final List<Transport> TRANSPORTS = List.of(new JdkTransport(), new OkHttpTransport());

    private final Transport transport;

    DevServerClientTest(Transport transport) {
        this.transport = transport;
    }

    static List<Named<Transport>> transports() {
        return TRANSPORTS.stream()
                .map(transport -> Named.of(transport.name(), transport))
                .toList();
    }

    @RegisterExtension
    final DevServer server = DevServer.deviceEnvelope();

    @AfterAll
    static void closeTransports() {
        TRANSPORTS.forEach(Transport::close);
    }

    @Test
    void clientIsOpenAndItsDeviceKnown() {
        RealtimeClient camera = client("camera");

        assertThat(camera.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(server.awaitDevice("camera").note("mode")).contains("test");
    }

    @Test
    void messageOfOneClientReachesTheOther() throws Exception {
        RealtimeClient monitor = client("monitor");
        CompletableFuture<String> seen = new CompletableFuture<>();
        monitor.on("blueAlert", message -> seen.complete(message.sender().id()));
        server.await("deviceRegister", 1);

        client("camera").send("blueAlert", Map.of("location", "hall"));

        assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo("camera");
        assertThat(server.await("blueAlert", 1))
                .singleElement()
                .extracting(Received::deviceId)
                .isEqualTo("camera");
    }

    @Test
    void acknowledgingServerAcknowledges() throws Exception {
        try (DevServer acknowledging = DevServer.acknowledgingDeviceEnvelope().start()) {
            RealtimeClient camera = acknowledging.client("camera", settings -> settings.transport(transport));

            var outcome = camera.send("blueAlert", Map.of(), SendOptions.acked(Duration.ofSeconds(10)))
                    .outcome()
                    .get(10, TimeUnit.SECONDS);

            assertThat(outcome.status()).isEqualTo(Outcome.Status.ACKED);
        }
    }

    @Test
    void clientIsClosedWithItsServer() {
        RealtimeClient camera;
        try (DevServer other = DevServer.deviceEnvelope().start()) {
            camera = other.client("camera", settings -> settings.transport(transport));
        }

        assertThat(camera.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void clientThatIsRefusedSaysSo() {
        server.requireToken("another");

        assertThatThrownBy(() -> client("camera"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("client camera did not connect")
                .cause()
                .hasMessageContaining("401");
    }

    private RealtimeClient client(String deviceId) {
        return server.client(deviceId, settings -> settings.transport(transport));
    }
}
