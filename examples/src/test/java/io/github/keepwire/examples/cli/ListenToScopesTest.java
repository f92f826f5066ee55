// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.examples.CommandRun;
import io.github.keepwire.testkit.server.DevServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code listen} with channels and rooms, and {@code send} into a room. */
class ListenToScopesTest {
    private record Stamped(String what, long timestamp) {}

    @ParameterizedTest
    @EnumSource
    void hearsATopic(TransportChoice transport) {
        try (var server = DevServer.topics().start();
                var run = listen(server, transport, "--protocol=topics", "--channel=device_status", "--count=1")) {
            run.awaitReady();
            server.awaitGroup("device_status", 1);
            server.publish("device_status", "device_status", Map.of("device_id", "d1"));

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.lines())
                    .containsExactly(
                            "{\"event\":\"device_status\",\"channel\":\"device_status\",\"payload\":{\"device_id\":\"d1\"}}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadyOnceEveryChannelIsConfirmed(TransportChoice transport) {
        try (var server = DevServer.channels().start();
                var run = listen(
                        server,
                        transport,
                        "--protocol=channels",
                        "--channel=gesture",
                        "--channel=system",
                        "--count=2")) {
            run.awaitReady();
            server.publish("ai_response", "ai_response", Map.of("query", "?"));
            server.publish("gesture", "gesture", new Stamped("wave", 1));
            server.publish("system", "system", new Stamped("x", 2));

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.lines())
                    .containsExactly(
                            "{\"event\":\"gesture\",\"channel\":\"gesture\",\"payload\":{\"what\":\"wave\",\"timestamp\":1}}",
                            "{\"event\":\"system\",\"channel\":\"system\",\"payload\":{\"what\":\"x\",\"timestamp\":2}}");
        }
    }

    @Test
    void tellsPeopleWhereAMessageCame() {
        try (var server = DevServer.topics().start();
                var run = CommandRun.start(
                        "listen", "--url=" + server.url(), "--protocol=topics", "--channel=security", "--count=1")) {
            run.awaitReady();
            server.awaitGroup("security", 1);
            server.publish("security", "security_alert", Map.of("severity", "high"));

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.lines()).containsExactly("security_alert on security {\"severity\":\"high\"}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void hearsARoomThatAnotherSendsInto(TransportChoice transport) {
        try (var server = DevServer.acknowledgingDeviceEnvelope().start();
                var run = listen(server, transport, "--room=hall", "--event=e", "--count=1")) {
            run.awaitReady();
            server.awaitGroup("hall", 1);
            var sender = CommandRun.finish(
                    "send",
                    "--url=" + server.url(),
                    "--transport=" + transport,
                    "--room=hall",
                    "--event=e",
                    "--data={\"x\":1}",
                    "--ack=5");

            assertThat(sender.exitCode()).as(sender.err()).isZero();
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.lastLine())
                    .startsWith("{\"event\":\"e\",\"room\":\"hall\",\"payload\":{\"groupId\":\"hall\",\"x\":1}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedChannelEndsIt(TransportChoice transport) {
        var refusing = DevServer.of((from, message) -> {
            from.send("{\"type\":\"subscribed\",\"channels\":[\"secret\"]}");
            from.send("{\"type\":\"unsubscribed\",\"channels\":[\"secret\"]}");
        });
        try (var server = refusing.start();
                var run = listen(server, transport, "--protocol=channels", "--channel=secret")) {
            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.REFUSED);
            assertThat(run.err().lines()).last().asString().isEqualTo("keepwire: the server ended channel secret");
            assertThat(run.lines()).isEmpty();
        }
    }

    @Test
    void aChannelThatIsNeverConfirmedTimesOut() {
        try (var server = DevServer.of((from, message) -> {}).start();
                var run =
                        listen(server, TransportChoice.JDK, "--protocol=channels", "--channel=system", "--timeout=1")) {
            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.TIMED_OUT);
            assertThat(run.err().lines())
                    .singleElement()
                    .asString()
                    .isEqualTo("keepwire: timed out: not confirmed within PT1S: channel system");
        }
    }

    @Test
    void aServerThatWantsAnotherTokenRefuses() {
        try (var server = DevServer.topics().requireToken("right").start();
                var run = listen(server, TransportChoice.JDK, "--protocol=topics", "--channel=x", "--token=S3CRET")) {
            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.REFUSED);
            assertThat(run.err()).doesNotContain("S3CRET");
        }
    }

    private static CommandRun listen(DevServer server, TransportChoice transport, String... more) {
        var args = new ArrayList<>(List.of("listen", "--url=" + server.url(), "--transport=" + transport, "--json"));
        args.addAll(List.of(more));
        return CommandRun.start(args.toArray(String[]::new));
    }
}
