// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.examples.CommandRun;
import io.github.keepwire.testkit.server.DevServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendCommandTest {
    private final DevServer acknowledging = DevServer.acknowledgingDeviceEnvelope();

    @Test
    void tellsWhatBecameOfEachMessage() {
        try (var server = acknowledging.start()) {
            var run = send(server, "--data", "{\"a\":1.50}", "--count", "700");

            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
            assertThat(run.lines()).containsExactly("accepted=700 sent=700 acked=0 failed=0");
            assertThat(server.await("e", 700))
                    .hasSize(700)
                    .allMatch(sent -> sent.json().contains("\"payload\":{\"a\":1.50}"));
        }
    }

    @Test
    void printsWhatEachAcknowledgementCarriesBeforeTheLastLine() {
        try (var server = acknowledging.start()) {
            var run = send(server, "--data", "{}", "--ack", "5", "--count", "2");

            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
            assertThat(run.lines()).hasSize(3).last().isEqualTo("accepted=2 sent=2 acked=2 failed=0");
            assertThat(run.lines().subList(0, 2)).allMatch(line -> line.matches("\\{\"alertId\":\"[^\"]+\"}"));
        }
    }

    @Test
    void tracesEachStepOfAMessageInOrder() {
        try (var server = acknowledging.start()) {
            var run = send(server, "--data", "{}", "--ack", "5", "--trace");

            var id = run.lines().get(0).substring("accepted ".length());
            assertThat(run.lines())
                    .containsExactly(
                            "accepted " + id,
                            "sent " + id,
                            "acked " + id,
                            "{\"alertId\":\"" + id + "\"}",
                            "accepted=1 sent=1 acked=1 failed=0");
        }
    }

    @Test
    void tracesWhatIsSentWithoutAnAcknowledgement() {
        try (var server = acknowledging.start()) {
            var run = send(server, "--data", "{}", "--trace");

            assertThat(run.lines()).hasSize(3);
            assertThat(run.lines().get(0)).startsWith("accepted ");
            assertThat(run.lines().get(1)).startsWith("sent ");
        }
    }

    @Test
    void aMessageThatNobodyAcknowledgesIsSentAgainAndExpires() {
        try (var server = DevServer.deviceEnvelope().start()) {
            var run = send(server, "--data", "{}", "--ack", "0.2", "--timeout", "4", "--trace");

            assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(run.lastLine()).isEqualTo("accepted=1 sent=0 acked=0 failed=1");
            assertThat(run.lines()).anyMatch(line -> line.startsWith("expired "));
            assertThat(run.lines().stream().filter(line -> line.startsWith("sent ")))
                    .hasSizeGreaterThan(1);
            assertThat(server.received("e")).hasSizeGreaterThan(1);
        }
    }

    @Test
    void aMessageThatIsTooLargeIsRefused() {
        try (var server = acknowledging.start()) {
            var run = send(server, "--data", "\"" + "x".repeat((1 << 20) + 1) + "\"");

            assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(run.lines()).containsExactly("accepted=0 sent=0 acked=0 failed=1");
            assertThat(run.err().lines()).singleElement().asString().contains("over the limit");
        }
    }

    @Test
    void aLostConnectionIsMendedAndTheRestArrives() {
        try (var server = acknowledging.start();
                var run = start(server, "--data", "{}", "--ack", "2", "--count", "20", "--rate", "20/s")) {
            server.await("e", 5);
            server.dropAll();

            assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(run.lastLine()).isEqualTo("accepted=20 sent=20 acked=20 failed=0");
        }
    }

    @Test
    void sendsAsOftenAsItIsTold() {
        try (var server = acknowledging.start()) {
            long start = System.nanoTime();
            var run = send(server, "--data", "{}", "--count", "6", "--rate", "10/s");

            assertThat(run.lastLine()).isEqualTo("accepted=6 sent=6 acked=0 failed=0");
            assertThat(System.nanoTime() - start).isGreaterThan(500_000_000L);
        }
    }

    private static CommandRun send(DevServer server, String... more) {
        var run = start(server, more);
        run.exitCode();
        return run;
    }

    private static CommandRun start(DevServer server, String... more) {
        var args = new ArrayList<>(List.of("send", "--url", server.url().toString(), "--event", "e"));
        args.addAll(List.of(more));
        return CommandRun.start(args.toArray(String[]::new));
    }
}
