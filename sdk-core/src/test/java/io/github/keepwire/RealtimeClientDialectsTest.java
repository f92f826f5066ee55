// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.json.JsonDialect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole clients that speak the ready JSON dialects: subscriptions, heartbeats and errors of the server. */
class RealtimeClientDialectsTest {
    private final List<String> heard = new ArrayList<>();

    private static Rig rig(JsonDialect dialect) {
        return new Rig(builder -> builder.protocol(dialect)
                .identity(Identity.of("d1", "Device"))
                .reconnect(Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)))));
    }

    private void hears(Message message) {
        heard.add(message.type() + message.payload().json());
    }

    @Test
    void channelsAreActiveWhenTheServerSaysSoAndAgainAfterAReconnect() {
        Rig rig = rig(JsonDialect.channels());
        Subscription gesture = rig.client.subscribe("gesture", this::hears);
        rig.connected();
        assertThat(rig.server.frames)
                .containsExactly(
                        "{\"type\":\"subscribe\",\"channels\":[\"gesture\"]}",
                        "{\"type\":\"unsubscribe\",\"channels\":[\"ai_response\"]}");
        assertThat(gesture.state()).isEqualTo(Subscription.State.SUBSCRIBING);

        rig.hear("{\"type\":\"subscribed\",\"channels\":[\"gesture\"],\"timestamp\":1}");
        rig.hear("{\"type\":\"unsubscribed\",\"channels\":[\"ai_response\"],\"timestamp\":1}");
        rig.hear("{\"type\":\"gesture\",\"data\":{\"type\":\"wave\"}}");
        rig.hear("{\"type\":\"system\",\"data\":{}}");
        assertThat(gesture.state()).isEqualTo(Subscription.State.ACTIVE);
        assertThat(heard).containsExactly("gesture{\"type\":\"wave\"}");

        rig.server.frames.clear();
        rig.server.peer().cut();
        rig.advance(ofSeconds(1));
        assertThat(rig.server.frames).hasSize(2).first().asString().contains("\"subscribe\"");
        assertThat(gesture.state()).isEqualTo(Subscription.State.SUBSCRIBING);
    }

    @Test
    void topicsAreActiveAtOnceAndRouteByTypeAndDevice() {
        Rig rig = rig(JsonDialect.topics());
        Subscription metrics = rig.client.subscribe("metrics_d7", this::hears);
        rig.connected();

        rig.hear("{\"type\":\"live_metrics\",\"data\":{\"device_id\":\"d7\"},\"timestamp\":\"2026-01-15T10:30:15Z\"}");
        rig.hear("{\"type\":\"live_metrics\",\"data\":{\"device_id\":\"d8\"}}");
        rig.hear("{\"type\":\"heartbeat\"}");

        assertThat(rig.server.requests.get(0).uri().getQuery()).isEqualTo("client_id=d1");
        assertThat(metrics.state()).isEqualTo(Subscription.State.ACTIVE);
        assertThat(heard).containsExactly("live_metrics{\"device_id\":\"d7\"}");
        assertThat(rig.server.frames).hasSize(2);
        assertThat(rig.server.frames.get(1)).startsWith("{\"type\":\"heartbeat\",\"data\":{},\"timestamp\":\"");
    }

    @Test
    void aSubscriptionThatTheServerRefusesTellsWhyAndHarmsNoOther() {
        Rig rig = rig(JsonDialect.channels().toBuilder()
                .refusedBy("subscribe_error", "channel", "reason")
                .build());
        Subscription mine = rig.client.subscribe("system", this::hears);
        Subscription other = rig.client.subscribe("admin", this::hears);
        rig.connected();

        rig.hear("{\"type\":\"subscribed\",\"channels\":[\"system\"]}");
        rig.hear("{\"type\":\"subscribe_error\",\"channel\":\"admin\",\"reason\":\"not for you\"}");

        assertThat(mine.state()).isEqualTo(Subscription.State.ACTIVE);
        assertThat(other.state()).isEqualTo(Subscription.State.REFUSED);
        assertThat(Rig.failureOf(other.confirmed())).hasMessage("the server refused channel admin: not for you");
    }

    @Test
    void anErrorThatNamesAMessageEndsItAsRejected() {
        Rig rig = rig(JsonDialect.builder("acking").ack("ok", "id").build());
        rig.connected();
        Receipt receipt = rig.send("m-1", SendOptions.acked(ofSeconds(5)));
        rig.run();

        rig.hear("{\"type\":\"error\",\"payload\":{\"code\":\"VALIDATION_ERROR\",\"messageId\":\"m-1\"}}");

        assertThat(Rig.statusOf(receipt)).isEqualTo(Outcome.Status.REJECTED);
        assertThat(receipt.outcome().join().error()).hasMessage("the server said no: VALIDATION_ERROR");
    }
}
