// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.crash.Child;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.testkit.server.DevServer;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process with a heap of 64 MiB is offered 100 MB to send, and gets 100 MB that nobody takes. */
class FloodTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void theBoundsHoldAndTheHeapSurvives(Platform platform) throws Exception {
        try (DevServer server =
                DevServer.deviceEnvelope().patience(Duration.ofSeconds(60)).start()) {
            Process process = Child.of(FloodedClient.class, "-Xmx64m", "-XX:+ExitOnOutOfMemoryError")
                    .start(directory.resolve("errors"), server.url().toString(), platform.name());
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            assertOut(numbers(out, "out"), numbers(out, "sent"));
            server.await("ready", 1);
            flood(server);
            assertIn(numbers(out, "in"));

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(directory.resolve("errors")).content().doesNotContain("OutOfMemoryError");
        }
    }

    private static void flood(DevServer server) {
        String frame = Envelope.with("flood", "\"payload\":\"" + "x".repeat(FloodedClient.SIZE) + "\"");
        for (int i = 1; i <= FloodedClient.MESSAGES; i++) {
            server.sendTo("flooded", frame);
            if (i % FloodedClient.BATCH == 0) {
                server.await("tick", i / FloodedClient.BATCH);
            }
        }
    }

    private static void assertOut(List<Long> out, List<Long> sent) {
        long offered = out.get(0);
        long refused = out.get(1);
        long bytes = out.get(2);
        assertThat(offered).isEqualTo(FloodedClient.MESSAGES);
        assertThat(refused).as("most is refused").isGreaterThan(FloodedClient.MESSAGES / 2);
        assertThat(bytes).isPositive().isLessThanOrEqualTo(Outbox.DEFAULT_MAX_BYTES);
        assertThat(sent).as("and the rest is sent").containsExactly(offered - refused);
    }

    private static void assertIn(List<Long> in) {
        long arrived = in.get(0);
        long dropped = in.get(1);
        long waiting = in.get(2);
        long fit = Inbox.DEFAULT_MAX_BYTES / FloodedClient.SIZE;
        assertThat(arrived).isEqualTo(FloodedClient.MESSAGES);
        assertThat(dropped).as("dropped and counted").isGreaterThan(FloodedClient.MESSAGES / 2);
        assertThat(waiting).as("waiting").isBetween(1L, 2 * fit);
    }

    private static List<Long> numbers(BufferedReader out, String what) throws Exception {
        String line = out.readLine();
        assertThat(line).as("what the child says").startsWith(what + " ");
        return Arrays.stream(line.substring(what.length() + 1).split(" "))
                .map(Long::valueOf)
                .toList();
    }
}
