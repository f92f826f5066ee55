// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.server;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.proxy.Direction;
import io.github.keepwire.testkit.proxy.FaultProxy;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("transports")
class DevServerLinkTest {
    private static final List<Transport> TRANSPORTS = List.of(new JdkTransport(), new OkHttpTransport());

    private final Transport transport;

    DevServerLinkTest(Transport transport) {
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
    void alertsRaisedDuringAnOutageArriveOnceItEnds() {
        var camera = client("camera");
        server.link(camera).cut();
        camera.send("blueAlert", new Alert(0.9, "hall"), SendOptions.acked(ofSeconds(1)));
        server.link(camera).restore();
        assertThat(server.await("blueAlert", 1)).hasSize(1);
    }

    @Test
    void alertIsAcknowledgedAfterTheOutage() throws Exception {
        try (DevServer acknowledging = DevServer.acknowledgingDeviceEnvelope().start()) {
            var camera = acknowledging.client("camera", settings -> settings.transport(transport));
            acknowledging.link(camera).cut();
            awaitState(camera, ConnectionState.RECONNECTING);
            var receipt = camera.send("blueAlert", new Alert(0.9, "hall"), SendOptions.acked(ofSeconds(10)));

            acknowledging.link(camera).restore();

            assertThat(receipt.outcome().get(10, TimeUnit.SECONDS).status()).isEqualTo(Outcome.Status.ACKED);
        }
    }

    @Test
    void cutIsNoticedAndRestoreBringsTheDeviceBack() {
        var camera = client("camera");
        server.awaitDevice("camera");

        server.link(camera).cut();
        awaitState(camera, ConnectionState.RECONNECTING);
        server.awaitConnections(0);

        server.link(camera).restore();
        awaitState(camera, ConnectionState.OPEN);
        server.await("deviceRegister", 2);
    }

    @Test
    void clientComesBackAfterItsConnectionIsDropped() {
        var camera = client("camera");

        server.link(camera).dropConnections();

        server.link(camera).awaitAccepted(2);
        awaitState(camera, ConnectionState.OPEN);
    }

    @Test
    void linksOfTwoClientsFailApart() {
        var camera = client("camera");
        var monitor = client("monitor");
        server.await("deviceRegister", 2);

        server.link(camera).cut();
        awaitState(camera, ConnectionState.RECONNECTING);
        monitor.send("status", "fine");

        assertThat(server.await("status", 1)).hasSize(1);
        assertThat(monitor.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void linkIsClosedWithItsServer() {
        FaultProxy link;
        RealtimeClient camera;
        try (DevServer other = DevServer.deviceEnvelope().start()) {
            camera = other.client("camera", settings -> settings.transport(transport));
            link = other.link(camera);
            assertThat(link.open()).isEqualTo(1);
        }

        assertThat(link.open()).isZero();
        assertThat(camera.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void serverClosesClientsWhoseLinkIsBroken() {
        RealtimeClient cut;
        RealtimeClient lost;
        RealtimeClient stalled;
        try (DevServer other = DevServer.deviceEnvelope().start()) {
            cut = other.client("cut", settings -> settings.transport(transport));
            lost = other.client("lost", settings -> settings.transport(transport));
            stalled = other.client("stalled", settings -> settings.transport(transport));
            other.link(cut).cut();
            other.link(lost).blackHole(Direction.TO_CLIENT);
            other.link(stalled).stall(Direction.TO_SERVER);
        }

        assertThat(List.of(cut.state(), lost.state(), stalled.state())).containsOnly(ConnectionState.CLOSED);
    }

    @Test
    void clientOfAnotherServerHasNoLinkHere() {
        try (DevServer other = DevServer.deviceEnvelope().start()) {
            var stranger = other.client("stranger", settings -> settings.transport(transport));

            assertThatIllegalArgumentException().isThrownBy(() -> server.link(stranger));
        }
    }

    private RealtimeClient client(String deviceId) {
        return server.client(deviceId, settings -> settings.transport(transport));
    }

    private static void awaitState(RealtimeClient client, ConnectionState state) {
        Deadline.await(() -> state + ", but it is " + client.state(), Deadline.GENEROUS, () -> client.state() == state);
    }

    record Alert(double confidence, String place) {}
}
