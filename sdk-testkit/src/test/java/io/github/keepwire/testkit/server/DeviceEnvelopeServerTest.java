// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static io.github.keepwire.testkit.server.PlainClient.connect;
import static io.github.keepwire.testkit.server.PlainClient.device;
import static io.github.keepwire.testkit.server.PlainClient.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceEnvelopeServerTest {
    private static final String JOIN =
            "{\"action\":\"join_channel\",\"channel\":\"blue_light_monitor_%s\",\"deviceId\":\"%s\"}";

    @RegisterExtension
    final DevServer server = DevServer.deviceEnvelope();

    @Test
    void registrationMakesADeviceKnownWithItsMode() {
        device(server.url(), "camera");

        Peer camera = server.awaitDevice("camera");

        assertThat(camera.note("mode")).contains("cctv");
        assertThat(camera).hasToString("Peer[device=camera, groups=[]]");
        assertThat(server.await("deviceRegister", 1))
                .singleElement()
                .satisfies(frame -> assertThat(frame.text("/payload/mode")).contains("cctv"));
    }

    @Test
    void messageWithoutGroupReachesAllOthersAsItCame() throws Exception {
        PlainClient camera = connect(server.url());
        PlainClient first = connect(server.url());
        PlainClient second = connect(server.url());
        server.awaitConnections(3);
        String alert = envelope("blueAlert", "camera", "{\"intensity\":0.85}");

        camera.send(alert);

        assertThat(first.next()).isEqualTo(alert);
        assertThat(second.next()).isEqualTo(alert);
        server.sendTo("camera", "marker");
        assertThat(camera.next()).as("nothing came back before").isEqualTo("marker");
    }

    @Test
    void messageStaysInTheGroupOfItsSender() throws Exception {
        PlainClient camera = joined("camera", "home");
        PlainClient inside = joined("inside", "home");
        PlainClient outside = joined("outside", "office");
        server.awaitGroup("home", 2);
        server.awaitGroup("office", 1);

        camera.send(envelope("blueAlert", "camera", "{}"));

        assertThat(inside.next()).contains("blueAlert");
        server.broadcast("marker");
        assertThat(outside.next()).isEqualTo("marker");
    }

    @Test
    void deviceIsInOneGroupAtATimeAndCanLeave() {
        PlainClient camera = joined("camera", "home");
        server.awaitGroup("home", 1);

        camera.send(JOIN.formatted("office", "camera"));
        server.awaitGroup("office", 1);
        assertThat(server.awaitGroup("home", 0)).isEmpty();

        camera.send("{\"action\":\"leave_channel\",\"channel\":\"blue_light_monitor_office\"}");
        assertThat(server.awaitGroup("office", 0)).isEmpty();
    }

    @Test
    void testSpeaksToAGroupAndToADevice() throws Exception {
        PlainClient camera = joined("camera", "home");
        PlainClient monitor = joined("monitor", "home");
        server.awaitGroup("home", 2);

        assertThat(server.toGroup("home", "to the group")).isEqualTo(2);
        server.sendTo("monitor", "to the monitor");

        assertThat(camera.next()).isEqualTo("to the group");
        assertThat(List.of(monitor.next(), monitor.next())).containsExactly("to the group", "to the monitor");
    }

    @Test
    void acknowledgementGoesToTheDeviceThatSentTheAlertOnly() throws Exception {
        PlainClient camera = device(server.url(), "camera");
        server.await("deviceRegister", 1);
        PlainClient monitor = connect(server.url());
        PlainClient other = connect(server.url());
        server.awaitConnections(3);
        camera.send("{\"type\":\"blueAlert\",\"deviceId\":\"camera\",\"id\":\"a-1\",\"payload\":{}}");
        monitor.next();
        other.next();

        monitor.send(envelope("alertAck", "monitor", "{\"alertId\":\"a-1\"}"));

        assertThat(camera.next()).contains("alertAck", "a-1");
        server.broadcast("marker");
        assertThat(other.next()).isEqualTo("marker");
    }

    @Test
    void acknowledgementOfAnUnknownAlertGoesToTheOthers() throws Exception {
        PlainClient monitor = connect(server.url());
        PlainClient other = connect(server.url());
        server.awaitConnections(2);

        monitor.send(envelope("alertAck", "monitor", "{\"alertId\":\"never-seen\"}"));

        assertThat(other.next()).contains("never-seen");
    }

    @Test
    void heartbeatIsCountedAndGoesNowhere() throws Exception {
        PlainClient camera = connect(server.url());
        PlainClient monitor = connect(server.url());
        server.awaitConnections(2);

        camera.send(envelope("heartbeat", "camera", "{\"status\":\"active\"}"));
        camera.send(envelope("heartbeat", "camera", "{\"status\":\"active\"}"));

        assertThat(server.await("heartbeat", 2)).hasSize(2);
        server.broadcast("marker");
        assertThat(monitor.next()).isEqualTo("marker");
    }

    @Test
    void unknownTypeIsForwarded() throws Exception {
        PlainClient camera = connect(server.url());
        PlainClient monitor = connect(server.url());
        server.awaitConnections(2);

        camera.send("{\"type\":\"somethingNew\"}");

        assertThat(monitor.next()).isEqualTo("{\"type\":\"somethingNew\"}");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no json | malformed_frame",
                "[1] | malformed_frame",
                "{\"type\":\"a\"} {} | malformed_frame",
                "{\"type\":\"a\",\"type\":\"b\"} | malformed_frame",
                "{\"deviceId\":\"camera\"} | missing_type",
                "{\"type\":\"\"} | missing_type",
                "{\"action\":\"join_channel\"} | missing_channel",
                "{\"action\":\"dance\",\"channel\":\"floor\"} | unknown_action",
            })
    void frameItCannotUseIsAnsweredAndTheConnectionStays(String frame, String code) throws Exception {
        PlainClient camera = connect(server.url());

        camera.send(frame);

        Received error = Received.fromJson(camera.next());
        assertThat(error.type()).isEqualTo("error");
        assertThat(error.text("/payload/code")).contains(code);
        assertThat(server.malformed()).isEqualTo(1);
        camera.send(envelope("heartbeat", "camera", "{}"));
        assertThat(server.await("heartbeat", 1)).hasSize(1);
    }

    @Test
    void binaryFrameIsAnsweredAndTheConnectionStays() throws Exception {
        PlainClient camera = connect(server.url());

        camera.send(new byte[] {1, 2, 3});

        assertThat(camera.next()).contains("binary_frame");
        assertThat(server.await(Received.BINARY, 1))
                .singleElement()
                .satisfies(frame -> assertThat(frame.json()).isEqualTo("\"AQID\""));
    }

    @Test
    void newestConnectionOfADeviceIsTheOneAddressed() throws Exception {
        device(server.url(), "camera");
        server.await("deviceRegister", 1);
        PlainClient newer = device(server.url(), "camera");
        server.await("deviceRegister", 2);

        server.sendTo("camera", "marker");

        assertThat(newer.next()).isEqualTo("marker");
    }

    @Test
    void acknowledgingServerAnswersEveryMessageThatHasAnId() throws Exception {
        try (DevServer acknowledging = DevServer.acknowledgingDeviceEnvelope().start()) {
            PlainClient camera = connect(acknowledging.url());

            camera.send("{\"type\":\"blueAlert\",\"deviceId\":\"camera\",\"id\":\"a-1\",\"payload\":{}}");

            Received ack = Received.fromJson(camera.next());
            assertThat(ack.type()).isEqualTo("alertAck");
            assertThat(ack.text("/payload/alertId")).contains("a-1");
            assertThat(ack.text("/timestamp")).isPresent();
        }
    }

    private PlainClient joined(String deviceId, String group) {
        return connect(server.url()).send(JOIN.formatted(group, deviceId));
    }
}
