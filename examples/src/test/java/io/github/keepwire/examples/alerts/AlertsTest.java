// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.examples.CommandRun;
import io.github.keepwire.examples.cli.TransportChoice;
import io.github.keepwire.message.Identity;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.jdk.JdkTransport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The two sides as processes of their own would play them, over a server that acknowledges nothing itself. */
class AlertsTest {
    @RegisterExtension
    final DevServer server = DevServer.deviceEnvelope();

    @ParameterizedTest
    @EnumSource
    void theMonitorAcknowledgesWhatTheCameraRaises(TransportChoice transport) {
        try (var monitor = monitor("--count", "2", "--transport", transport.toString())) {
            server.awaitGroup("home", 1);
            var camera = camera("--count", "2", "--rate", "100/s", "--transport", transport.toString());

            assertThat(camera.exitCode()).as(camera.err()).isZero();
            assertThat(camera.lastLine()).isEqualTo("alerts=2 acknowledged=2");
            assertThat(monitor.exitCode()).as(monitor.err()).isZero();
            assertThat(monitor.lastLine()).isEqualTo("cameras=1 alerts=2");
        }
    }

    @Test
    void theCameraSpeaksAsTheServerExpects() {
        try (var monitor = monitor("--count", "1")) {
            server.awaitGroup("home", 1);
            camera("--count", "1", "--device", "cam_1", "--location", "hall");

            assertThat(server.received("deviceRegister"))
                    .filteredOn(frame -> frame.deviceId().equals("cam_1"))
                    .singleElement()
                    .satisfies(frame -> assertThat(frame.json())
                            .contains("\"mode\":\"cctv\"", "\"capabilities\":[\"blue_detection\",\"image_capture\"]")
                            .contains("\"location\":\"hall\"", "\"version\":\"1.0.0\"", "\"groupId\":\"home\""));
            assertThat(server.received("blueAlert"))
                    .singleElement()
                    .satisfies(frame -> assertThat(frame.json())
                            .contains("\"intensity\":0.85", "\"duration\":2.5", "\"confidence\":0.92")
                            .contains("\"detectionArea\":{\"x\":120,\"y\":80,\"width\":200,\"height\":150}")
                            .contains("\"groupId\":\"home\"")
                            .doesNotContain("imageData"));
            assertThat(monitor.exitCode()).isZero();
        }
    }

    @Test
    void aHeartbeatTellsHowTheCameraIs() {
        try (var monitor = monitor()) {
            server.awaitGroup("home", 1);
            try (var camera = start("camera", "--count", "100", "--rate", "10/s", "--heartbeat", "0.3")) {
                await().untilAsserted(() -> assertThat(server.received("heartbeat"))
                        .last()
                        .satisfies(frame -> assertThat(frame.json())
                                .contains("\"status\":\"active\"", "\"batteryLevel\":0.78", "\"signalStrength\":0.95")
                                .contains("\"lastDetection\":\"")));
                assertThat(camera.err()).isEmpty();
            }
            assertThat(monitor.err()).contains("READY");
        }
    }

    @Test
    void aMonitorThatComesLaterMeetsTheCameraAndSendsItsSettings() {
        try (var camera = start("camera", "--count", "100", "--rate", "5/s")) {
            server.awaitGroup("home", 1);
            try (var monitor = monitor("--count", "3")) {
                monitor.awaitLine(line -> line.contains("knows 1 cameras and 0 other monitors"));
                camera.awaitLine(line -> line.contains("follows the settings"));

                assertThat(monitor.exitCode()).isZero();
                assertThat(server.received("settings")).hasSize(1);
                assertThat(server.received("deviceStatus")).isNotEmpty();
            }
        }
    }

    @Test
    void aMonitorIntroducesItselfToACameraThatItDoesNotKnow() {
        try (var transport = new JdkTransport();
                var monitor = monitor("--count", "1", "--device", "m_1");
                var stranger = RealtimeClient.builder(server.url())
                        .transport(transport)
                        .protocol(JsonDialect.deviceEnvelope().group("home"))
                        .identity(Identity.of("cam_9", "Unregistered Camera"))
                        .connect()) {
            server.awaitGroup("home", 2);
            stranger.send("blueAlert", BlueAlert.at("roof"));

            await().untilAsserted(() -> assertThat(server.received("deviceRegister"))
                    .filteredOn(frame -> frame.deviceId().equals("m_1"))
                    .hasSize(2));
            assertThat(monitor.exitCode()).isZero();
        }
    }

    @Test
    void anotherGroupHearsNothing() {
        try (var other = monitor("--group", "office");
                var monitor = monitor("--count", "1")) {
            server.awaitGroup("home", 1);
            camera("--count", "1");

            assertThat(monitor.exitCode()).isZero();
            other.stop();
            assertThat(other.lastLine()).isEqualTo("cameras=0 alerts=0");
        }
    }

    private CommandRun monitor(String... more) {
        return start("monitor", more).awaitReady();
    }

    private CommandRun camera(String... more) {
        var run = start("camera", more);
        run.exitCode();
        return run;
    }

    private CommandRun start(String side, String... more) {
        var args = new ArrayList<>(List.of("alerts", side, "--url", server.url().toString()));
        args.addAll(List.of(more));
        return CommandRun.start(args.toArray(String[]::new));
    }
}
