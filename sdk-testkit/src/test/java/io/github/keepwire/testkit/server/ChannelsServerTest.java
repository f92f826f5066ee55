// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static io.github.keepwire.testkit.server.PlainClient.connect;
import static io.github.keepwire.testkit.server.PlainClient.connectOffering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.policy.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsServerTest {
    @RegisterExtension
    final DevServer server = DevServer.channels();

    private int clients;

    @Test
    void clientStartsWithGesturesAndAnswers() throws Exception {
        PlainClient client = client();

        assertThat(server.publish("gesture", "gesture", Map.of("type", "wave"))).isEqualTo(1);
        assertThat(server.publish("system", "system", Map.of())).isZero();
        assertThat(server.publish("ai_response", "ai_response", Map.of("timestamp", 7)))
                .isEqualTo(1);

        Received gesture = Received.fromJson(client.next());
        assertThat(gesture.type()).isEqualTo("gesture");
        assertThat(gesture.text("/data/type")).contains("wave");
        assertThat(gesture.text("/data/timestamp").map(Long::valueOf))
                .hasValueSatisfying(at -> assertThat(at).isGreaterThan(1_700_000_000_000L));
        assertThat(client.next()).isEqualTo("{\"type\":\"ai_response\",\"data\":{\"timestamp\":7}}");
    }

    @Test
    void subscriptionsAreConfirmedWithTheirChannels() throws Exception {
        PlainClient client = client();

        client.send("{\"type\":\"subscribe\",\"channels\":[\"error\",\"status\"]}");
        client.send("{\"type\":\"unsubscribe\",\"channels\":[\"gesture\"]}");

        assertThat(client.next())
                .matches("\\{\"type\":\"subscribed\",\"timestamp\":\\d+,\"channels\":\\[\"error\",\"status\"]}");
        Received second = Received.fromJson(client.next());
        assertThat(second.type()).isEqualTo("unsubscribed");
        assertThat(second.text("/channels/0")).contains("gesture");
        assertThat(server.connections().get(0).groups()).containsExactlyInAnyOrder("ai_response", "error", "status");
        assertThat(server.publish("gesture", "gesture", Map.of())).isZero();
    }

    @Test
    void pingIsAnswered() throws Exception {
        PlainClient client = client();

        client.send("{\"type\":\"ping\"}");

        assertThat(client.next()).matches("\\{\"type\":\"pong\",\"timestamp\":\\d+}");
    }

    @Test
    void subscribersOfSystemHearHowManyAreConnected() throws Exception {
        PlainClient watcher = client().send("{\"type\":\"subscribe\",\"channels\":[\"system\"]}");
        assertThat(watcher.next()).contains("subscribed");

        PlainClient second = client();
        Received more = Received.fromJson(watcher.next());
        second.bye();
        Received fewer = Received.fromJson(watcher.next());

        assertThat(more.text("/data/event")).contains("connection_count");
        assertThat(more.text("/data/count")).contains("2");
        assertThat(fewer.text("/data/count")).contains("1");
    }

    @Test
    void messageOfAClientReachesTheOthersOnItsChannel() throws Exception {
        PlainClient sender = client();
        PlainClient receiver = client();

        sender.send("{\"type\":\"gesture\",\"data\":{\"type\":\"wave\"}}");

        assertThat(receiver.next()).isEqualTo("{\"type\":\"gesture\",\"data\":{\"type\":\"wave\"}}");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "no json",
                "7",
                "{}",
                "{\"type\":\"\"}",
                "{\"type\":\"subscribe\"}",
                "{\"type\":\"subscribe\",\"channels\":\"gesture\"}",
                "{\"type\":\"subscribe\",\"channels\":[]}",
                "{\"type\":\"subscribe\",\"channels\":[\"a\",7]}",
                "{\"type\":\"unsubscribe\",\"channels\":[\"a\\nb\"]}",
            })
    void messageItCannotUseIsAnsweredAndTheConnectionStays(String frame) throws Exception {
        PlainClient client = client();

        client.send(frame);

        Received error = Received.fromJson(client.next());
        assertThat(error.type()).isEqualTo("error");
        assertThat(error.text("/data/code")).contains("VALIDATION_ERROR");
        assertThat(error.text("/data/error")).isPresent();
        assertThat(error.text("/data/timestamp")).isPresent();
        client.send("{\"type\":\"ping\"}");
        assertThat(client.next()).contains("pong");
    }

    @Test
    void messageTooManyIsAnsweredWithRateLimit() throws Exception {
        FeedSettings slow = FeedSettings.defaults().rateLimit(RateLimit.perMinute(1));
        try (DevServer limited = DevServer.channels(slow).start()) {
            PlainClient fast = connect(limited.url());
            PlainClient other = connect(limited.url());

            fast.send("{\"type\":\"ping\"}").send("{\"type\":\"ping\"}");
            other.send("{\"type\":\"ping\"}");

            assertThat(List.of(fast.next(), fast.next())).element(1).satisfies(text -> {
                Received error = Received.fromJson(text);
                assertThat(error.text("/data/code")).contains("RATE_LIMIT");
                assertThat(error.text("/data/error")).contains("Rate limit exceeded");
            });
            assertThat(other.next()).as("each client is counted alone").contains("pong");
        }
    }

    @Test
    void countersTellMessagesAndErrors() throws Exception {
        PlainClient client = client();
        client.send("{\"type\":\"ping\"}").send("nonsense");
        client.next();
        client.next();
        server.await(Received.UNTYPED, 1);

        ServerStats.Traffic traffic = server.stats().traffic();

        assertThat(traffic.messages()).isEqualTo(4);
        assertThat(traffic.perSecond()).isPositive();
        assertThat(traffic.errorRate()).isEqualTo(0.5);
        assertThat(traffic.averageLatency()).isPositive().isLessThan(Duration.ofSeconds(10));
        assertThat(traffic.latency().handling().p99())
                .isGreaterThanOrEqualTo(traffic.latency().handling().p50());
        assertThat(traffic.in().bytes()).isEqualTo("{\"type\":\"ping\"}nonsense".length());
        assertThat(traffic.out().messages()).isEqualTo(2);
        assertThat(traffic.errors().count()).isEqualTo(1);
        assertThat(traffic.errors().last())
                .hasValueSatisfying(last -> assertThat(last).contains("VALIDATION_ERROR"));
    }

    @Test
    void timeThatPingsTakeIsMeasured() {
        FeedSettings lively = FeedSettings.defaults().heartbeat(Duration.ofMillis(10));
        try (DevServer pinging = DevServer.channels(lively).start()) {
            connect(pinging.url());

            await().untilAsserted(() -> assertThat(
                            pinging.stats().traffic().latency().pings().p50())
                    .isPositive());
        }
    }

    @Test
    void framesThatAClientDoesNotReadAreCounted() throws Exception {
        PlainClient reading = client();
        reading.pause();
        String large = "x".repeat(1 << 20);

        await().until(() ->
                server.broadcast(large) == 1 && server.stats().connections().queued() > 0);

        reading.resume();
        await().until(() -> server.stats().connections().queued() == 0);
    }

    @Test
    void whoeverLacksTheTokenIsClosedWith1008() throws Exception {
        server.requireToken("user:alice");

        assertThat(connect(server.url()).closeCode()).isEqualTo(1008);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"user.alice", "bearer, user.alice"})
    void tokenAmongTheSubprotocolsLetsInAndThePreferredOneIsChosen(String offered) throws Exception {
        try (DevServer strict =
                DevServer.channels(FeedSettings.defaults().demandTokens()).start()) {
            String[] offers = offered.split(", ");
            PlainClient alice = connectOffering(strict.url(), offers);
            strict.awaitDevice("client-1");

            assertThat(alice.subprotocol()).isEqualTo(offers[0]);
            assertThat(strict.sendToUser("alice", "system", Map.of())).isEqualTo(1);
            strict.requireToken("user.alice");
            connectOffering(strict.url(), offers);
            strict.awaitDevice("client-2");
            assertThat(connectOffering(strict.url(), "user.bob").closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void errorOfACameraIsToldWithCodeAndDetails() throws Exception {
        PlainClient watcher = client().send("{\"type\":\"subscribe\",\"channels\":[\"error\"]}");
        watcher.next();
        client();
        Map<String, String> unavailable =
                Map.of("error", "Camera unavailable", "details", "/dev/video0", "code", "CAMERA_ERROR");

        assertThat(server.publish("error", "error", unavailable)).isEqualTo(1);

        Received error = Received.fromJson(watcher.next());
        assertThat(error.type()).isEqualTo("error");
        assertThat(error.text("/data/code")).contains("CAMERA_ERROR");
        assertThat(error.text("/data/details")).contains("/dev/video0");
        assertThat(error.text("/data/timestamp")).isPresent();
    }

    @Test
    void dataThatIsNoObjectCannotBePublished() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.broadcast("gesture", "wave"))
                .withMessageContaining("data must be an object");
    }

    /** Connected and known, so that what is published reaches it. */
    private PlainClient client() {
        PlainClient client = connect(server.url());
        server.awaitDevice("client-" + ++clients);
        return client;
    }
}
