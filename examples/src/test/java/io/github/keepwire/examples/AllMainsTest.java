// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.examples.cli.TransportChoice;
import io.github.keepwire.testkit.server.DevServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every example runs in the build, over real sockets. */
class AllMainsTest {
    @Test
    void theQuickstartStartsAServerOfItsOwn() {
        assertThat(quickstart()).contains("OPEN: the handshake is done", "the alert was ACKED");
    }

    @Test
    void theQuickstartTalksToAServerThatIsGiven() {
        try (var server = DevServer.acknowledgingDeviceEnvelope().start()) {
            assertThat(quickstart(server.url().toString())).contains("the alert was ACKED");

            assertThat(server.received("blueAlert")).hasSize(1);
        }
    }

    @Test
    void anInventedProtocolIsSpoken() {
        assertThat(printed(OwnDialect::main))
                .contains(
                        "the server refused channel roses: nothing grows there",
                        "tomatoes at 2026-01-15T10:30:15Z: 21.5 degrees",
                        "watering was ACKED");
    }

    @Test
    void theHowTosOfTheReadmeHearSomething() {
        assertThat(printed(HowTo::main))
                .contains("Alarm[severity=high, message=a door is open]", "Line[text=Hello, you]", "RECOVERED 2 to 2");
    }

    @Test
    void theHowToOfSocketIoHearsEverything() {
        assertThat(printed(SocketIoHowTo::main))
                .containsExactlyInAnyOrder("pieces on the board: 31", "hi", "Line[text=Hello]", "the server heard yes");
    }

    @ParameterizedTest
    @EnumSource
    void theDemoLosesNothing(TransportChoice transport) {
        try (var demo = CommandRun.finish("demo", "--transport", transport.toString())) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();
            assertThat(demo.lastLine()).isEqualTo("accepted=20 delivered=20 lost=0 duplicates=0");
            assertThat(demo.lines()).anyMatch(line -> line.endsWith("monitor  sees alert 20"));
            assertThat(demo.lines()).anyMatch(line -> line.contains("cable    is CUT"));
            assertThat(demo.lines()).anyMatch(line -> line.contains("RECONNECTING"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theAlertsPlayBothSides(TransportChoice transport) {
        try (var alerts = CommandRun.finish("alerts", "--transport", transport.toString(), "--rate", "100/s")) {
            assertThat(alerts.exitCode()).as(alerts.err()).isZero();
            assertThat(alerts.lastLine()).isEqualTo("cameras=1 alerts=3 acknowledged=3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDevicesAreWatched(TransportChoice transport) {
        try (var devices = CommandRun.finish("devices", "--transport", transport.toString())) {
            assertThat(devices.exitCode()).as(devices.err()).isZero();
            assertThat(devices.lastLine()).matches("metrics=\\d+ events=4");
            assertThat(devices.lines())
                    .contains(
                            "watcher  sees phone_7: 20 % busy, 40 % full, 100 % charged",
                            "watcher  hears that the cleanup of phone_7 is started",
                            "watcher  is notified: Maintenance: tonight at ten",
                            "watcher  is alarmed (high): an unknown app was installed on phone_7",
                            "watcher  hears that the cleanup of phone_7 is completed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theGesturesAreSeen(TransportChoice transport) {
        try (var gestures = CommandRun.finish("gestures", "--transport", transport.toString())) {
            assertThat(gestures.exitCode()).as(gestures.err()).isZero();
            assertThat(gestures.lastLine()).matches("ai_response=1 error=1 gesture=1 system=\\d");
            assertThat(gestures.lines())
                    .contains(
                            "player   sees a swipe, 93 % sure",
                            "player   is told: connected clients: 2",
                            "player   is told off: RATE_LIMIT",
                            "player   reads a complaint: Rate limit exceeded",
                            "visitor  sees a wave");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theChatMissesNothing(TransportChoice transport) {
        try (var chat = CommandRun.finish("chat", "--transport", transport.toString())) {
            assertThat(chat.exitCode()).as(chat.err()).isZero();
            assertThat(chat.lastLine()).isEqualTo("said=6 anna=6 ben=6 lost=0 duplicates=0 order=same");
            assertThat(chat.lines())
                    .contains(
                            "anna     sees ben typing",
                            "login    gives ben token 3",
                            "ben      reads anna: Keepwire is out",
                            "anna     reads ben: It is quiet here",
                            "ben      is OPEN, session yes, rooms [room_123]")
                    .doesNotContain("ben      reads anna: Good night");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aListenerHearsWhatASenderSendsThroughTheServer(TransportChoice transport) {
        try (var server = CommandRun.start("serve", "--port", "0");
                var listener = CommandRun.start(
                        "listen",
                        "--url",
                        url(server),
                        "--transport",
                        transport.toString(),
                        "--count",
                        "2",
                        "--json")) {
            listener.awaitReady();

            var sender = CommandRun.finish(
                    "send",
                    "--url",
                    url(server),
                    "--transport",
                    transport.toString(),
                    "--event",
                    "blueAlert",
                    "--data",
                    "{\"intensity\": 0.85}",
                    "--ack",
                    "5",
                    "--count",
                    "2");

            assertThat(sender.exitCode()).as(sender.err()).isZero();
            assertThat(sender.lastLine()).isEqualTo("accepted=2 sent=2 acked=2 failed=0");
            assertThat(listener.exitCode()).as(listener.err()).isZero();
            assertThat(listener.lines())
                    .hasSize(2)
                    .allMatch(line ->
                            line.startsWith("{\"event\":\"blueAlert\",\"payload\":{\"intensity\":0.85},\"id\":"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEchoComesBackToWhoSentIt(TransportChoice transport) {
        try (var server = CommandRun.start("serve", "--protocol", "echo")) {
            var sender = CommandRun.finish(
                    "send",
                    "--url",
                    url(server),
                    "--protocol",
                    "echo",
                    "--transport",
                    transport.toString(),
                    "--event",
                    "message",
                    "--data",
                    "[1,\"two\"]");

            assertThat(sender.exitCode()).as(sender.err()).isZero();
            assertThat(sender.lines()).containsExactly("accepted=1 sent=1 acked=0 failed=0");
        }
    }

    private static String url(CommandRun server) {
        return server.awaitLine(line -> line.startsWith("READY ")).substring("READY ".length());
    }

    private static List<String> quickstart(String... args) {
        return printed(nothing -> Quickstart.main(args));
    }

    private interface Main {
        void run(String... args) throws InterruptedException;
    }

    /** These write to the process' own stream, as programs in a README do. */
    private static List<String> printed(Main main) {
        var bytes = new ByteArrayOutputStream();
        var stdout = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            main.run();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            System.setOut(stdout);
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
