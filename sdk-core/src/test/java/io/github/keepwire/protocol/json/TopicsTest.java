// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.auth.Token;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.LinkRequest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    private final Sessions one = Sessions.opened(JsonDialect.topics());

    @Test
    void itIsOpenAtOnceAndHasChannelsOnly() {
        assertThat(one.written()).isEmpty();
        assertThat(one.heard.opens).isEqualTo(1);
        assertThat(JsonDialect.topics().features()).containsExactly(Protocol.Feature.CHANNELS);
        assertThat(JsonDialect.topics().name()).isEqualTo("topics");
    }

    @Test
    void eachTopicHasAFrameOfItsOwnAndIsInWhenItIsWritten() {
        one.enters("device_status", "device_\"x\"");

        assertThat(one.written())
                .containsExactly(
                        "{\"type\":\"subscription\",\"data\":{\"topic\":\"device_status\"},"
                                + "\"timestamp\":\"2026-01-15T10:30:15.250Z\"}",
                        "{\"type\":\"subscription\",\"data\":{\"topic\":\"device_\\\"x\\\"\"},"
                                + "\"timestamp\":\"2026-01-15T10:30:15.250Z\"}");
        assertThat(one.heard.entered).isEqualTo(Sessions.channels("device_status", "device_\"x\""));
    }

    @Test
    void aTopicThatIsLeftIsOutWhenThatIsWritten() {
        one.enters("security").leaves("security");

        assertThat(one.written().get(1)).startsWith("{\"type\":\"unsubscription\",\"data\":{\"topic\":\"security\"}");
        assertThat(one.heard.left).isEqualTo(Sessions.channels("security"));
    }

    @ParameterizedTest(name = "{0} of {1} comes on {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "device_status|{\"device_id\":\"d1\"}|device_status,device_d1",
                "device_status|{\"devices\":[]}|device_status",
                "live_metrics|{\"device_id\":\"d1\",\"cpu\":1}|metrics_d1",
                "live_metrics|{\"device_id\":7}|''",
                "notification|{}|notifications",
                "security_alert|{\"device_id\":\"d1\"}|security,device_d1",
                "security_alert|[1]|security",
                "performance_data|{}|performance",
                "analytics_update|7|analytics",
                "device_action|{\"device_id\":\"d1\"}|device_d1",
                "device_action|{\"device_id\":{}}|''",
                "system_message|{}|''"
            })
    void aMessageComesOnTheTopicsOfItsTypeAndDevice(String type, String data, String topics) {
        one.enters("device_status", "device_d1", "metrics_d1", "notifications", "security", "performance", "analytics");

        one.hears("{\"type\":\"" + type + "\",\"data\":" + data + "}");

        assertThat(one.last().scopes())
                .isEqualTo(topics.isEmpty() ? Sessions.channels() : Sessions.channels(topics.split(",")));
    }

    @Test
    void aMessageComesOnNoTopicThatIsNotSubscribedTo() {
        String status = "{\"type\":\"device_status\",\"data\":{\"device_id\":\"d1\"}}";
        one.hears(status);
        assertThat(one.last().scopes()).isEmpty();

        one.enters("device_d1").hears(status);
        assertThat(one.last().scopes()).isEqualTo(Sessions.channels("device_d1"));

        one.leaves("device_d1").hears(status);
        assertThat(one.last().scopes()).isEmpty();
    }

    @Test
    void theServersHeartbeatIsAnsweredAndNotDelivered() {
        one.hears("{\"type\":\"heartbeat\",\"data\":{\"n\":1},\"timestamp\":\"2026-01-15T10:30:15Z\"}");

        assertThat(one.written())
                .containsExactly("{\"type\":\"heartbeat\",\"data\":{},\"timestamp\":\"2026-01-15T10:30:15.250Z\"}");
        assertThat(one.heard.delivered).isEmpty();
    }

    @Test
    void weSendNoHeartbeatUnasked() {
        one.beats(Payload.empty());

        assertThat(one.written()).isEmpty();
    }

    @Test
    void anEnvelopeIsTypeIdTimestampAndData() {
        one.says(Sessions.message("device_action", "{\"a\":1}"));

        assertThat(one.written())
                .containsExactly("{\"type\":\"device_action\",\"id\":\"m-1\","
                        + "\"timestamp\":\"2026-01-15T10:30:15.250Z\",\"data\":{\"a\":1}}");
        one.hears(one.written().get(0));
        Message message = one.last();
        assertThat(message.id()).isEqualTo("m-1");
        assertThat(message.sender()).isNull();
        assertThat(message.timestamp()).isEqualTo(Heard.NOW);
        assertThat(message.payload().json()).isEqualTo("{\"a\":1}");
    }

    @Test
    void theAddressTellsWhoConnectsAndTheToken() {
        LinkRequest request = prepared("ws://example.test/ws", Identity.of("a b&c=\u00e9", ""), "to+ken/=");

        assertThat(request.uri())
                .isEqualTo(URI.create("ws://example.test/ws?client_id=a%20b%26c%3D%C3%A9&token=to%2Bken%2F%3D"));
        assertThat(request.headers()).isEmpty();
        assertThat(request.toString()).doesNotContain("to%2Bken");
    }

    @Test
    void whatTheAddressSaysAlreadyIsKept() {
        assertThat(prepared("ws://example.test?client_id=mine&x=%20", Sessions.DEVICE, "t")
                        .uri())
                .isEqualTo(URI.create("ws://example.test?client_id=mine&x=%20&token=t"));
    }

    @Test
    void whoHasNeitherNameNorTokenAddsNothing() {
        LinkRequest base =
                LinkRequest.builder(URI.create("ws://example.test/ws")).build();

        assertThat(JsonDialect.topics().prepare(new Protocol.ConnectContext(base, Identity.ANONYMOUS, null)))
                .isSameAs(base);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"type\":\"live_metrics\",\"data\":{\"device_id\":\"\\u0000\"}}",
                "{\"type\":\"device_status\",\"data\":null}",
                "{\"type\":\"device_status\"}",
                "{\"type\":\"error\"}",
                "{\"type\":\"subscription\",\"data\":{\"topic\":[]}}"
            })
    void strangeMessagesAreMessagesOnNoTopicOfTheirs(String frame) {
        one.enters("security").hears(frame);

        assertThat(one.heard.malformed).isEmpty();
        assertThat(one.last().scopes()).isEmpty();
    }

    private static LinkRequest prepared(String uri, Identity identity, String token) {
        LinkRequest base = LinkRequest.builder(URI.create(uri)).build();
        return JsonDialect.topics().prepare(new Protocol.ConnectContext(base, identity, Token.of(token)));
    }
}
