// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testkit.RawPeer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server's name is looked up anew for each attempt. The lookups run in a JVM of their own, which is told a file of names. */
class NameLookupTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Platform.class)
    void aNameThatAppearsDuringAnOutageIsFoundByTheNextAttempt(Platform platform) throws Exception {
        Path names = Files.writeString(directory.resolve("names"), "127.0.0.1 other.test\n");
        try (RawPeer peer = RawPeer.start()) {
            Process client = start(platform, names, peer.port());
            try (BufferedReader out = client.inputReader(StandardCharsets.UTF_8)) {
                assertThat(out.readLine()).isEqualTo("CONNECTING");
                assertThat(out.readLine()).isEqualTo("RECONNECTING UNREACHABLE");

                Files.writeString(names, "127.0.0.1 late.test\n");

                String line = out.readLine();
                while ("RECONNECTING UNREACHABLE".equals(line)) {
                    line = out.readLine();
                }
                assertThat(line).isEqualTo("OPEN");
                assertThat(peer.connection().head().header("Host")).contains("late.test:" + peer.port());
                assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
            } finally {
                client.destroyForcibly();
            }
        }
    }

    private Process start(Platform platform, Path names, int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djdk.net.hosts.file=" + names,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LateNameClient.class.getName(),
                        platform.name(),
                        "ws://late.test:" + port + "/ws")
                .redirectError(directory.resolve("errors").toFile())
                .start();
    }
}
