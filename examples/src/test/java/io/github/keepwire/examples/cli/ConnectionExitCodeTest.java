// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.examples.CommandRun;
import io.github.keepwire.testkit.ClosedPort;
import io.github.keepwire.testkit.server.DevServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line exits with when there is no connection, or none any more. */
class ConnectionExitCodeTest {
    @RegisterExtension
    final DevServer server = DevServer.deviceEnvelope();

    @ParameterizedTest
    @EnumSource
    void nobodyListens(TransportChoice transport) {
        try (var port = ClosedPort.take()) {
            var run = listen(
                    "ws://localhost:" + port.port() + "/?token=S3CRET",
                    "--timeout",
                    "2",
                    "--transport",
                    transport.toString());

            assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_CONNECTED);
            assertThat(run.err().lines()).singleElement().asString().contains("localhost:" + port.port());
            assertThat(run.err()).doesNotContain("S3CRET");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTokenIsRefused(TransportChoice transport) {
        server.requireToken("right");

        var run = listen(server.url().toString(), "--token", "S3CRET", "--transport", transport.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("check the token")
                .doesNotContain("S3CRET");
    }

    @Test
    void theTokenIsWelcome() {
        server.requireToken("right");

        try (var run =
                CommandRun.start("listen", "--url", server.url().toString(), "--token", "right", "--count", "1")) {
            run.awaitReady();
            server.broadcast("{\"type\":\"welcome\"}");

            assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 302})
    void theServerWantsNoWebSocket(int status) {
        server.refuseNext(status);

        assertThat(listen(server.url().toString()).exitCode()).isEqualTo(ExitCode.NOT_CONNECTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void aServerThatIsBusyIsAskedAgain(int status) {
        server.refuseNext(status);

        try (var run = CommandRun.start("listen", "--url", server.url().toString(), "--count", "1")) {
            run.awaitReady();
            server.broadcast("{\"type\":\"welcome\"}");

            assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        }
    }

    @Test
    void notEnoughEventsComeInTime() {
        var run = listen(server.url().toString(), "--count", "1", "--timeout", "4");

        assertThat(run.exitCode()).isEqualTo(ExitCode.TIMED_OUT);
        assertThat(run.err().lines()).containsExactly("READY", "keepwire: timed out: 0 of 1 events came within PT4S");
    }

    @Test
    void theConnectionIsLostWhileListeningAndComesBack() {
        try (var run = CommandRun.start("listen", "--url", server.url().toString(), "--count", "1")) {
            run.awaitReady();
            server.dropAll();
            run.awaitStatus("connected again");
            server.broadcast("{\"type\":\"welcome\"}");

            assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(run.err().lines().toList().get(1)).startsWith("connection lost: ");
        }
    }

    @Test
    void aSenderWithoutAConnectionSaysSoAndCounts() {
        try (var port = ClosedPort.take()) {
            var run = CommandRun.finish(
                    "send",
                    "--url",
                    "ws://localhost:" + port.port(),
                    "--event",
                    "e",
                    "--data",
                    "{}",
                    "--count",
                    "3",
                    "--timeout",
                    "2");

            assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_CONNECTED);
            assertThat(run.lines()).containsExactly("accepted=0 sent=0 acked=0 failed=3");
            assertThat(run.err().lines()).hasSize(1);
        }
    }

    @Test
    void thePortIsTaken() {
        var run =
                CommandRun.finish("serve", "--port", String.valueOf(server.url().getPort()));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("cannot be used");
    }

    private static CommandRun listen(String url, String... more) {
        var args = new String[3 + more.length];
        args[0] = "listen";
        args[1] = "--url";
        args[2] = url;
        System.arraycopy(more, 0, args, 3, more.length);
        return CommandRun.finish(args);
    }
}
