// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static io.github.keepwire.testkit.server.PlainClient.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsRestTest {
    @RegisterExtension
    final DevServer server = DevServer.channels();

    @Test
    void gestureThatIsProcessedIsPublished() throws Exception {
        PlainClient client = client();

        HttpResponse<String> reply = http().post(
                        "/api/gesture/process",
                        "{\"type\":\"wave\",\"position\":{\"x\":0.5,\"y\":0.5},\"confidence\":0.92}");

        Received gesture = Received.fromJson(client.next());
        assertThat(gesture.type()).isEqualTo("gesture");
        assertThat(gesture.text("/data/position/x")).contains("0.5");
        assertThat(gesture.text("/data/confidence")).contains("0.92");
        assertThat(reply.statusCode()).isEqualTo(200);
        Received told = Received.fromJson(reply.body());
        assertThat(told.text("/recipients")).contains("1");
        assertThat(told.text("/gesture/timestamp")).isEqualTo(gesture.text("/data/timestamp"));
    }

    @Test
    void questionIsAnsweredAndTheAnswerPublished() throws Exception {
        PlainClient client = client();

        HttpResponse<String> reply = http().post("/api/ai/infer", "{\"query\":\"Who?\",\"context\":{}}");

        Received answer = Received.fromJson(client.next());
        assertThat(answer.type()).isEqualTo("ai_response");
        assertThat(answer.text("/data/query")).contains("Who?");
        assertThat(answer.text("/data/metadata/tokenCount")).isPresent();
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo("{\"type\":\"ai_response\",\"data\":" + reply.body() + "}");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "{}",
                "{\"type\":7}",
                "{\"type\":\"wave\",\"confidence\":1.5}",
                "{\"type\":\"wave\",\"position\":7}"
            })
    void gestureThatIsNoneIsRefused(String body) {
        assertThat(http().post("/api/gesture/process", body).statusCode()).isEqualTo(400);
    }

    @Test
    void countersAreTold() throws Exception {
        client();
        server.broadcast("gesture", Map.of());

        Received counters = Received.fromJson(http().get("/api/stats").body());

        assertThat(counters.text("/activeConnections")).contains("1");
        assertThat(counters.text("/totalMessages")).contains("1");
        assertThat(counters.text("/messagesPerSecond")).isPresent();
        assertThat(counters.text("/averageLatency")).contains("0.0");
        assertThat(counters.text("/errorRate")).contains("0.0");
    }

    @Test
    void takenHttpPortFailsTheStart() {
        int taken = server.httpUri().getPort();

        try (DevServer second = DevServer.channels(FeedSettings.defaults().httpPort(taken))) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(String.valueOf(taken));
            assertThatIllegalStateException().isThrownBy(second::url);
        }
    }

    @Test
    void otherServersHaveNoHttpSideAndTheEchoNoEnvelope() throws Exception {
        try (DevServer echo = DevServer.echo().start();
                DevServer devices = DevServer.deviceEnvelope().start()) {
            PlainClient camera = connect(devices.url());
            devices.awaitConnections(1);

            assertThatIllegalStateException().isThrownBy(echo::httpUri).withMessageContaining("no HTTP side");
            assertThatIllegalStateException().isThrownBy(() -> echo.broadcast("a", 1));
            assertThat(devices.broadcast("alert", Map.of("n", 1))).isEqualTo(1);
            assertThat(camera.next()).contains("\"type\":\"alert\"", "\"payload\":{\"n\":1}");
        }
    }

    private PlainClient client() {
        PlainClient client = connect(server.url());
        server.awaitDevice("client-1");
        return client;
    }

    private PlainHttp http() {
        return new PlainHttp(server.httpUri(), "");
    }
}
