// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static io.github.keepwire.testkit.server.PlainClient.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.keepwire.policy.RateLimit;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsServerTest {
    private static final String SUBSCRIBE = "{\"type\":\"subscription\",\"data\":{\"topic\":\"%s\"}}";
    private static final String UNSUBSCRIBE = "{\"type\":\"unsubscription\",\"data\":{\"topic\":\"%s\"}}";

    @RegisterExtension
    final DevServer server = DevServer.topics();

    @Test
    void publishedMessageReachesTheSubscribersOfItsTopicOnly() throws Exception {
        PlainClient one = subscribed("one", "device_status");
        PlainClient two = subscribed("two", "device_status");
        PlainClient other = subscribed("other", "security");
        server.awaitGroup("device_status", 2);
        server.awaitGroup("security", 1);

        int reached = server.publish("device_status", "device_status", Map.of("device_id", "d1"));

        assertThat(reached).isEqualTo(2);
        Received heard = Received.fromJson(one.next());
        assertThat(heard.type()).isEqualTo("device_status");
        assertThat(heard.text("/data/device_id")).contains("d1");
        assertThat(heard.text("/timestamp").map(Instant::parse)).isPresent();
        assertThat(two.next()).contains("device_status");
        assertThat(server.broadcast("system_message", Map.of())).isEqualTo(3);
        assertThat(other.next()).as("nothing came before").contains("system_message");
    }

    @Test
    void subscriptionIsNotConfirmedAndEndsUnconfirmed() throws Exception {
        PlainClient client = subscribed("one", "device_d1").send(SUBSCRIBE.formatted("device_d1"));
        server.await("subscription", 2);

        client.send(UNSUBSCRIBE.formatted("device_d1"));
        server.awaitGroup("device_d1", 0);

        assertThat(server.publish("device_d1", "device_action", Map.of())).isZero();
        server.broadcast("system_message", Map.of());
        assertThat(client.next()).as("nothing came before").contains("system_message");
    }

    @Test
    void messageGoesToOneClientAndToTheConnectionsOfOneUser() throws Exception {
        PlainClient phone = connect(address("phone", "user:alice"));
        PlainClient desk = connect(address("desk", "user:alice"));
        PlainClient root = connect(address("root", "admin:root"));
        server.awaitDevice("phone");
        server.awaitDevice("desk");
        server.awaitDevice("root");

        server.sendTo("phone", "notification", Map.of("for", "the phone"));
        int reached = server.sendToUser("alice", "notification", Map.of("for", "alice"));

        assertThat(reached).isEqualTo(2);
        assertThat(phone.next()).contains("the phone");
        assertThat(phone.next()).contains("alice");
        assertThat(desk.next()).contains("alice");
        assertThat(server.sendToUser("root", "notification", Map.of("for", "root")))
                .isEqualTo(1);
        assertThat(root.next()).contains("\"root\"");
        assertThat(server.sendToUser("bob", "notification", Map.of())).isZero();
    }

    @Test
    void messageOfAClientReachesTheOthersWhoWantItsType() throws Exception {
        PlainClient sender = subscribed("sender", "device_status");
        PlainClient receiver = subscribed("receiver", "device_status");
        server.awaitGroup("device_status", 2);
        String message = "{\"type\":\"device_status\",\"data\":{\"battery\":80}}";

        sender.send(message);

        assertThat(receiver.next()).isEqualTo(message);
        server.broadcast("marker");
        assertThat(sender.next()).as("it did not come back").isEqualTo("marker");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "no json",
                "[1]",
                "{\"data\":{}}",
                "{\"type\":7}",
                "{\"type\":\"subscription\"}",
                "{\"type\":\"subscription\",\"data\":{\"topic\":[]}}",
                "{\"type\":\"subscription\",\"data\":{\"topic\":\"\"}}",
                "{\"type\":\"unsubscription\",\"data\":{\"topic\":\"a\\u0000b\"}}",
            })
    void messageItCannotUseIsAnsweredAndTheConnectionStays(String frame) throws Exception {
        PlainClient client = connect(server.url());

        client.send(frame);

        Received error = Received.fromJson(client.next());
        assertThat(error.type()).isEqualTo("error");
        assertThat(error.text("/data/code")).contains("VALIDATION_ERROR");
        assertThat(error.text("/data/error")).isPresent();
        assertThat(server.malformed()).isEqualTo(1);
        client.send("{\"type\":\"heartbeat\"}");
        server.await("heartbeat", 1);
    }

    @Test
    void binaryMessageAndTooLongATopicAreRefused() throws Exception {
        PlainClient client = connect(server.url());

        client.send(new byte[] {1}).send(SUBSCRIBE.formatted("x".repeat(10_000)));

        assertThat(client.next()).contains("VALIDATION_ERROR");
        assertThat(client.next()).contains("VALIDATION_ERROR");
    }

    @Test
    void clientMaySubscribeToAThousandTopics() throws Exception {
        PlainClient client = connect(server.url());
        for (int i = 0; i <= TopicNames.MOST; i++) {
            client.send(SUBSCRIBE.formatted("topic_" + i));
        }

        assertThat(client.next()).contains("VALIDATION_ERROR");
        assertThat(server.stats().subscriptions().perTopic()).hasSize(TopicNames.MOST);
    }

    @ParameterizedTest(name = "token {0}")
    @ValueSource(strings = {"", "?token=", "?token=user%3A", "?token=secret", "?token=root:admin"})
    void missingOrBadTokenIsClosedWith1008(String query) throws Exception {
        try (DevServer strict =
                DevServer.topics(FeedSettings.defaults().demandTokens()).start()) {
            assertThat(connect(URI.create(strict.url() + query)).closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void tokenInTheQueryOrTheHeaderLetsIn() throws Exception {
        try (DevServer strict =
                DevServer.topics(FeedSettings.defaults().demandTokens()).start()) {
            connect(URI.create(strict.url() + "?client_id=a&token=user%3Aalice"));
            connect(URI.create(strict.url() + "?client_id=b"), "Authorization", "Bearer admin:root");

            strict.awaitDevice("a");
            strict.awaitDevice("b");
            assertThat(strict.stats().connections().users()).isEqualTo(2);
        }
    }

    @Test
    void otherThanTheRequiredTokenIsClosedWith1008() throws Exception {
        server.requireToken("user:alice");

        assertThat(connect(address("b", "user:bob")).closeCode()).isEqualTo(1008);
        connect(address("a", "user:alice"));
        server.awaitDevice("a");
    }

    @Test
    void countersTellWhoIsThereAndWhatTheyWant() throws Exception {
        PlainClient gone = connect(address("gone", "user:alice"));
        server.awaitDevice("gone");
        gone.bye();
        server.awaitConnections(0);
        connect(address("one", "user:alice")).send(SUBSCRIBE.formatted("a")).send(SUBSCRIBE.formatted("b"));
        connect(address("two", "user:alice")).send(SUBSCRIBE.formatted("a"));
        server.awaitGroup("a", 2);
        server.awaitGroup("b", 1);

        ServerStats stats = server.stats();

        assertThat(stats.connections()).isEqualTo(new ServerStats.Connections(3, 2, 1, 0));
        assertThat(stats.subscriptions().perTopic()).isEqualTo(Map.of("a", 2, "b", 1));
        assertThat(stats.subscriptions().averagePerClient()).isEqualTo(1.5, within(1e-9));
    }

    @Test
    void messageTooManyIsAnsweredAndGoesNowhere() throws Exception {
        FeedSettings slow = FeedSettings.defaults().rateLimit(RateLimit.perMinute(2));
        try (DevServer limited = DevServer.topics(slow).start()) {
            PlainClient client = connect(limited.url());

            client.send(SUBSCRIBE.formatted("a")).send(SUBSCRIBE.formatted("b")).send(SUBSCRIBE.formatted("c"));

            assertThat(client.next()).contains("RATE_LIMIT");
            assertThat(limited.stats().subscriptions().perTopic()).containsOnlyKeys("a", "b");
        }
    }

    private PlainClient subscribed(String clientId, String topic) {
        return connect(URI.create(server.url() + "?client_id=" + clientId)).send(SUBSCRIBE.formatted(topic));
    }

    private URI address(String clientId, String token) {
        return URI.create(server.url() + "?client_id=" + clientId + "&token=" + token);
    }
}
