// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.examples.CommandRun;
import io.github.keepwire.testkit.server.DevServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ListenCommandTest {
    @RegisterExtension
    final DevServer server = DevServer.deviceEnvelope();

    @Test
    void printsOneJsonObjectPerEventWithoutTheFieldsThatAreAbsent() {
        try (var run = CommandRun.start("listen", "--url", url(), "--json", "--count", "3")) {
            run.awaitReady();
            server.broadcast("{\"type\":\"a\"}");
            server.broadcast("{\"type\":\"b\", \"id\": 7,\n \"payload\": {\"x\" : \"y z\",\n\"n\": 1.0}}");
            server.broadcast("{\"type\":\"q\\\"é\",\"payload\":[null,\"a\u2028b\"]}");

            assertThat(run.exitCode()).isZero();
            assertThat(run.lines())
                    .containsExactly(
                            "{\"event\":\"a\"}",
                            "{\"event\":\"b\",\"payload\":{\"x\":\"y z\",\"n\":1.0},\"id\":\"7\"}",
                            "{\"event\":\"q\\\"é\",\"payload\":[null,\"a\\u2028b\"]}");
        }
    }

    @Test
    void printsOneLinePerEventForPeople() {
        try (var run = CommandRun.start("listen", "--url", url(), "--count", "2")) {
            run.awaitReady();
            server.broadcast("{\"type\":\"a\",\"deviceId\":\"cam\\n1\",\"payload\":{\"x\": 1}}");
            server.broadcast("{\"type\":\"b\",\"deviceId\":\"cam 1\",\"payload\":{\"x\": 1}}");
            server.broadcast("{\"type\":\"c\"}");

            assertThat(run.exitCode()).isZero();
            assertThat(run.lines()).containsExactly("b from cam 1 {\"x\":1}", "c {}");
            assertThat(run.err()).contains("dropped: ");
        }
    }

    @Test
    void printsTheEventsThatAreAskedForOnly() {
        try (var run =
                CommandRun.start("listen", "--url", url(), "--json", "--event", "b", "--event", "c", "--count", "2")) {
            run.awaitReady();
            server.broadcast("{\"type\":\"a\"}");
            server.broadcast("{\"type\":\"b\"}");
            server.broadcast("{\"type\":\"c\"}");

            assertThat(run.exitCode()).isZero();
            assertThat(run.lines()).containsExactly("{\"event\":\"b\"}", "{\"event\":\"c\"}");
        }
    }

    @Test
    void saysOnStderrWhatItCannotRead() {
        try (var run = CommandRun.start("listen", "--url", url(), "--json", "--count", "1")) {
            run.awaitReady();
            server.broadcast("not json");
            server.broadcast("{\"type\":\"a\"}");

            assertThat(run.exitCode()).isZero();
            assertThat(run.lines()).containsExactly("{\"event\":\"a\"}");
            assertThat(run.err()).contains("dropped: ");
        }
    }

    @Test
    void goesOnUntilItIsStopped() {
        var run = CommandRun.start("listen", "--url", url());
        run.awaitReady();

        run.stop();

        assertThat(run.exitCode()).isZero();
    }

    private String url() {
        return server.url().toString();
    }
}
