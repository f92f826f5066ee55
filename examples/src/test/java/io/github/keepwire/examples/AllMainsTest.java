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

    /** This one writes to the process' own stream, as a program in a README does. */
    private static List<String> quickstart(String... args) {
        var bytes = new ByteArrayOutputStream();
        var stdout = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            Quickstart.main(args);
        } finally {
            System.setOut(stdout);
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
