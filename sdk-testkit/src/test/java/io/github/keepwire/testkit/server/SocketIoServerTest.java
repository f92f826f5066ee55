// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.testkit.socketio.SocketIoSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Socket.IO server as any client sees it. */
class SocketIoServerTest {
    private static final String UPGRADE = "?EIO=4&transport=websocket";

    @RegisterExtension
    final DevServer server = DevServer.socketIo(SocketIoSettings.defaults().maxPayload(1_000));

    @Test
    void conversationIsHeardAndLogged() throws Exception {
        PlainClient alice = connect("&client_id=alice");
        assertThat(alice.next()).startsWith("0{\"sid\"").contains("\"maxPayload\":1000");
        assertThat(alice.send("40").next()).startsWith("40{\"sid\"");
        server.awaitDevice("alice");

        alice.send("451-0[\"photo\",{\"_placeholder\":true,\"num\":0}]").send(new byte[] {1, 2});

        assertThat(alice.next()).isEqualTo("430[{\"success\":true}]");
        assertThat(server.await("photo", 1).get(0).json())
                .isEqualTo("{\"event\":\"photo\",\"namespace\":\"/\",\"args\":[\"AQI=\"]}");
        assertThat(server.stats().connections().active()).isEqualTo(1);
        assertThat(server.broadcast("news", Map.of("n", 1))).isEqualTo(1);
        assertThat(alice.next()).isEqualTo("42[\"news\",{\"n\":1}]");
        server.sendTo("alice", "you", 2);
        assertThat(alice.next()).isEqualTo("42[\"you\",2]");
    }

    @Test
    void garbageIsCountedAndEndsTheConnection() throws Exception {
        PlainClient alice = connect("");
        alice.send("42[\"x\",{bad");

        assertThat(alice.closeCode()).isEqualTo(1000);
        assertThat(server.malformed()).isEqualTo(1);
    }

    @Test
    void tooLargeMessageEndsTheConnection() throws Exception {
        PlainClient alice = connect("").send("40");
        alice.send("42[\"x\",\"" + "x".repeat(1_000) + "\"]");

        assertThat(alice.closeCode()).isEqualTo(1009);
    }

    @Test
    void clientThatDoesNotReadIsDropped() throws Exception {
        PlainClient alice = connect("");
        alice.next();
        alice.send("40").next();
        alice.pause();
        byte[] much = new byte[1 << 20];

        for (int i = 0; i < 200 && server.io().emit("flood", much) > 0; i++) {
            assertThat(server.stats().connections().queued()).isLessThan(200);
        }

        server.awaitConnections(0);
        assertThat(server.io().of("/").sockets()).isEmpty();
    }

    @Test
    void testsThatShareAServerFindItAsItWas() throws Exception {
        DevServer shared = DevServer.socketIo();
        try (shared) {
            shared.open();
            shared.requireToken("good");
            shared.io().on("echo", (from, arguments, ack) -> ack.send("scripted"));
            shared.cleanSlate();
            PlainClient alice = PlainClient.connect(shared.url().resolve("/socket.io/" + UPGRADE));
            alice.next();

            assertThat(alice.send("40").next()).startsWith("40{\"sid\"");
            assertThat(alice.send("420[\"echo\"]").next()).isEqualTo("430[{\"success\":true}]");
        }
    }

    @Test
    void clientsThatTalkAtOnceTearNoEventApart() throws Exception {
        PlainClient hearing = connect("");
        hearing.next();
        hearing.send("40").next();
        List<PlainClient> talking = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            PlainClient client = connect("");
            client.next();
            client.send("40").next();
            talking.add(client);
        }

        talking.parallelStream().forEach(client -> {
            for (int i = 0; i < 100; i++) {
                client.send("451-[\"bytes\",{\"_placeholder\":true,\"num\":0}]").send(new byte[] {(byte) i});
            }
        });

        assertThat(server.await("bytes", 400)).hasSize(400);
        for (int i = 0; i < 400; i++) {
            assertThat(hearing.next()).startsWith("451-[\"bytes\"");
            assertThat(hearing.nextBinary()).hasSize(1);
        }
        assertThat(server.malformed()).isZero();
    }

    @Test
    void handlerThatThrowsBreaksNothingAndIsShown() throws Exception {
        server.io().on("boom", (from, arguments, ack) -> {
            throw new IllegalStateException("as scripted");
        });
        PlainClient alice = connect("");
        alice.next();
        alice.send("40").next();
        alice.send("42[\"boom\"]").send("420[\"fine\"]");

        assertThat(alice.next()).isEqualTo("430[{\"success\":true}]");
        server.patience(Duration.ofMillis(10));
        assertThatThrownBy(() -> server.await("never", 1)).hasStackTraceContaining("as scripted");
    }

    @ParameterizedTest
    @CsvSource({
        "/socket.io/?EIO=4&transport=polling, 400, 0",
        "/socket.io/?EIO=4, 400, 0",
        "/socket.io/?EIO=3&transport=websocket, 400, 5",
        "/socket.io/?transport=polling, 400, 5",
        "/socket.io/?EIO=4&transport=websocket&sid=x, 400, 1",
        "/socket.io/?EIO=4&transport=websocket, 400, 3"
    })
    void requestThatIsNoneOfOursIsRefusedInItsWords(String target, int status, int code) throws Exception {
        HttpResponse<String> response = get(target);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).startsWith("{\"code\":" + code + ",\"message\":");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void anotherPathIsNotFound() throws Exception {
        assertThat(get("/elsewhere/?EIO=4&transport=websocket").statusCode()).isEqualTo(404);
        assertThatThrownBy(() -> PlainClient.connect(server.url().resolve("/" + UPGRADE)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void otherServersSayThatTheySpeakSomethingElse() {
        assertThatThrownBy(() -> DevServer.echo().io())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("DevServer.socketIo()");
    }

    private PlainClient connect(String query) {
        return PlainClient.connect(server.url().resolve("/socket.io/" + UPGRADE + query));
    }

    private HttpResponse<String> get(String target) throws Exception {
        URI uri = URI.create(server.url().toString().replace("ws:", "http:").replaceAll("/$", "") + target);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
