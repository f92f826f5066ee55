// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.testkit.socketio.SocketIoRefusal;
import io.github.keepwire.testkit.socketio.SocketIoSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An official client, in a process of its own, tries our Socket.IO server, and tells line by line what passed. */
abstract class OfficialClientStage {
    private static final SocketIoSettings SETTINGS =
            SocketIoSettings.defaults().namespaces("/", "/chat", "/secure").pings(ofMillis(100), ofSeconds(10));

    @RegisterExtension
    final DevServer plain = behaving(DevServer.socketIo(SETTINGS));

    @RegisterExtension
    final DevServer recovering = behaving(DevServer.socketIo(SETTINGS.recovery(ofMinutes(1))));

    @TempDir
    Path folder;

    /** The program, which takes two addresses: of a server, and of one with connection state recovery. */
    abstract ProcessBuilder program(String url, String recoveringUrl) throws IOException;

    abstract int checks();

    private static DevServer behaving(DevServer server) {
        server.io()
                .on("where", (from, arguments, ack) -> ack.send(from.namespace()))
                .on("echo", (from, arguments, ack) -> ack.send(arguments.all().toArray()))
                .on(
                        "say-back",
                        (from, arguments, ack) ->
                                from.emit("back", arguments.all().toArray()))
                .on(
                        "ask-me",
                        (from, arguments, ack) -> from.request(
                                        "ask", arguments.all().toArray())
                                .thenAccept(answer -> from.emit("answered", answer.all())))
                .on(
                        "pongs",
                        (from, arguments, ack) ->
                                ack.send(server.received("pong").size()))
                .on("kick", (from, arguments, ack) -> from.disconnect())
                .on("hang-up", (from, arguments, ack) -> from.hangUp())
                .on("cut", (from, arguments, ack) -> server.drop(from.user()))
                .door((namespace, auth) -> namespace.equals("/secure") && !"good".equals(auth.get("token"))
                        ? Optional.of(new SocketIoRefusal("token expired", Map.of("code", "TOKEN_EXPIRED")))
                        : Optional.empty());
        return server;
    }

    @TestFactory
    Stream<DynamicTest> whatTheOfficialClientTries() throws Exception {
        List<String> lines = run();
        assertThat(lines).last().isEqualTo("DONE " + checks());
        assertThat(lines).hasSize(checks() + 1);
        return lines.stream()
                .limit(checks())
                .map(line -> DynamicTest.dynamicTest(
                        line.replaceFirst("\\w+ ([^:]*).*", "$1"),
                        () -> assertThat(line).startsWith("PASS ")));
    }

    private List<String> run() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = program(address(plain), address(recovering))
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as(() -> "it ends, having told " + text(out))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return text(out).lines().toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String address(DevServer server) {
        return server.url().toString().replace("ws:", "http:").replaceAll("/$", "");
    }
}
