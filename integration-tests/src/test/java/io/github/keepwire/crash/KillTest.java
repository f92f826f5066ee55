// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.testkit.server.Received;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that sends over a durable outbox is killed with {@code kill -9} again and again, at moments of a seed's choice.
 *
 * <pre>
 *   -Dkills=N   how often; 50 by default
 * </pre>
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("kills", 50);
    private static final int MOST_BEFORE_A_KILL = 400;

    @TempDir
    Path directory;

    @Test
    void whatWasAcceptedArrivesInOrderHoweverOftenTheSenderIsKilled() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        List<String> accepted = new ArrayList<>();
        try (DevServer server = DevServer.acknowledgingDeviceEnvelope().start()) {
            for (int run = 0; run < KILLS; run++) {
                accepted.addAll(killAfter(start(server, String.valueOf(run)), random.nextInt(MOST_BEFORE_A_KILL)));
            }
            Process last = start(server, "drain");
            assertThat(lines(last, Integer.MAX_VALUE)).containsExactly("drained");
            assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();

            Set<String> arrived = firstArrivals(server);
            assertThat(arrived).as("everything that was accepted").containsAll(accepted);
            List<String> inOrder = new ArrayList<>(arrived);
            inOrder.retainAll(new HashSet<>(accepted));
            assertThat(inOrder).as("in the order of acceptance").containsExactlyElementsOf(accepted);
            assertThat(arrived).as("nothing invented").allMatch(id -> id.matches("r\\d+-\\d+"));
            System.out.printf(
                    "kill -9: %d kills, %d accepted, %d arrived, %d of them unannounced%n",
                    KILLS, accepted.size(), arrived.size(), arrived.size() - accepted.size());
        }
    }

    private Process start(DevServer server, String run) throws IOException {
        return Child.of(CrashingSender.class)
                .start(
                        directory.resolve("errors"),
                        server.url().toString(),
                        directory.resolve("outbox").toString(),
                        run);
    }

    /** Lets a sender accept so many messages, kills it, and reads what else it had said by then. */
    private static List<String> killAfter(Process sender, int messages) throws Exception {
        BufferedReader out = sender.inputReader(StandardCharsets.UTF_8);
        List<String> accepted = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            accepted.add(line);
            if (accepted.size() == messages + 1) {
                sender.toHandle().destroyForcibly(); // unlike the process itself, this leaves its output readable
            }
        }
        sender.waitFor();
        assertThat(accepted).as("messages of a run").hasSizeGreaterThan(messages);
        return accepted;
    }

    private static List<String> lines(Process process, int most) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        for (String line = out.readLine(); line != null && lines.size() < most; line = out.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    private static Set<String> firstArrivals(DevServer server) {
        Set<String> ids = new LinkedHashSet<>();
        for (Received message : server.received("order")) {
            ids.add(message.text("/id").orElseThrow());
        }
        return ids;
    }
}
