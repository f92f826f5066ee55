// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.examples.CommandRun;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The servers of the command line, asked by the JDK alone. */
class ServeCommandTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    @ParameterizedTest
    @ValueSource(strings = {"topics", "channels"})
    void readyComesFirstThenHttp(String protocol) {
        try (var serve = CommandRun.start("serve", "--protocol", protocol)) {
            serve.awaitLine(line -> line.startsWith("HTTP http://"));

            assertThat(serve.lines()).hasSize(2);
            assertThat(serve.lines().get(0)).startsWith("READY ws://");
        }
    }

    @Test
    void gestureThatIsProcessedReachesAClient() throws Exception {
        try (var serve = CommandRun.start("serve", "--protocol", "channels", "--rate-limit", "1")) {
            var http = address(serve, "HTTP ");
            var socket = connect(address(serve, "READY "));
            socket.sendText("{\"type\":\"ping\"}", true).join();
            await().until(() -> heard.size() == 1);

            socket.sendText("{\"type\":\"ping\"}", true).join();
            int status = post(http + "/api/gesture/process", "{\"type\":\"wave\"}");

            assertThat(status).isEqualTo(200);
            await().until(() -> heard.size() == 3);
            assertThat(String.join("\n", heard)).contains("\"pong\"", "RATE_LIMIT", "\"gesture\"");
        }
    }

    @Test
    void twoTerminalsTalkOverSocketIo() {
        try (var serve = CommandRun.start("serve", "--protocol", "socketio")) {
            String url = address(serve, "READY ");
            assertThat(serve.lines()).hasSize(1);
            assertThat(url).matches("ws://.+:\\d+/");
            try (var listen = CommandRun.start(
                    "listen", "--protocol=socketio", "--url=" + url, "--event=news", "--count=1", "--json")) {
                listen.awaitReady();
                var send = CommandRun.finish(
                        "send",
                        "--protocol=socketio",
                        "--url=" + url,
                        "--event=news",
                        "--data={\"n\":1}",
                        "--data={\"base64\":\"AQI=\"}",
                        "--ack=5");

                assertThat(send.exitCode()).as(send.err()).isZero();
                assertThat(send.lines()).containsExactly("{\"success\":true}", "accepted=1 sent=1 acked=1 failed=0");
                assertThat(listen.exitCode()).as(listen.err()).isZero();
                assertThat(listen.lastLine())
                        .isEqualTo(
                                "{\"event\":\"news\",\"payload\":{\"n\":1},\"args\":[{\"n\":1},{\"base64\":\"AQI=\"}]}");
            }
        }
    }

    @Test
    void eventsOfSocketIoNeedNoData() {
        try (var serve = CommandRun.start("serve", "--protocol", "socketio")) {
            String url = address(serve, "READY ");
            try (var listen =
                    CommandRun.start("listen", "--protocol=socketio", "--url=" + url, "--count=1", "--json")) {
                listen.awaitReady();

                var send = CommandRun.finish("send", "--protocol=socketio", "--url=" + url, "--event=bell", "--ack=5");

                assertThat(send.exitCode()).as(send.err()).isZero();
                assertThat(listen.exitCode()).as(listen.err()).isZero();
                assertThat(listen.lastLine()).contains("\"event\":\"bell\"");
            }
        }
    }

    @Test
    void roomsOfSocketIoNeedTheToken() {
        try (var serve = CommandRun.start("serve", "--protocol=socketio", "--token=good")) {
            String url = address(serve, "READY ") + "chat";
            var stranger = CommandRun.finish(
                    "send", "--protocol=socketio", "--url=" + url, "--token=bad", "--event=x", "--data=1");
            assertThat(stranger.exitCode()).as(stranger.err()).isEqualTo(ExitCode.REFUSED);
            try (var listen = CommandRun.start(
                    "listen",
                    "--protocol=socketio",
                    "--url=" + url,
                    "--token=good",
                    "--event=message",
                    "--count=1",
                    "--json")) {
                listen.awaitReady();
                var send = CommandRun.finish(
                        "send",
                        "--protocol=socketio",
                        "--url=" + url,
                        "--token=good",
                        "--event=message",
                        "--data={\"message\":\"hi\"}");

                assertThat(send.lastLine()).as(send.err()).isEqualTo("accepted=1 sent=1 acked=0 failed=0");
                assertThat(listen.exitCode()).as(listen.err()).isZero();
                assertThat(listen.lastLine()).contains("\"message\":\"hi\"");
            }
        }
    }

    @Test
    void serverSaysThatItIsThereAsOftenAsWished() {
        try (var serve = CommandRun.start("serve", "--protocol", "topics", "--heartbeat", "0.05")) {
            connect(address(serve, "READY "));

            await().until(() -> heard.size() >= 2);
            assertThat(heard).allSatisfy(text -> assertThat(text).contains("\"type\":\"heartbeat\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--demand-tokens", "--token=user:bob"})
    void whoeverBringsNoTokenIsClosedWith1008(String option) {
        try (var serve = CommandRun.start("serve", "--protocol", "topics", option)) {
            connect(address(serve, "READY "));

            await().until(closed::isDone);
            assertThat(closed).isCompletedWithValue(1008);
        }
    }

    private static String address(CommandRun serve, String label) {
        return serve.awaitLine(line -> line.startsWith(label)).substring(label.length());
    }

    private WebSocket connect(String url) {
        return HTTP.newWebSocketBuilder()
                .buildAsync(URI.create(url), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                        heard.add(data.toString());
                        from.request(1);
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                        closed.complete(code);
                        return null;
                    }
                })
                .join();
    }

    private static int post(String url, String json) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .POST(BodyPublishers.ofString(json))
                .build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }
}
