// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.Frame;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceEnvelopeTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:30:15Z");
    private static final Identity CAMERA = Identity.of("camera_1", "Hall \"Camera\"");
    private static final JacksonCodec CODEC = new JacksonCodec();

    private final Heard heard = new Heard();

    record Alert(double intensity, String location) {}

    @Test
    void registersFirstThenJoinsTheGroupThenIsOpen() throws Exception {
        session(JsonDialect.deviceEnvelope().register(Map.of("mode", "cctv")).group("home"))
                .opened(NOW, heard);

        JsonNode registration = json(heard.written.get(0));
        assertThat(registration.get("type").asText()).isEqualTo("deviceRegister");
        assertThat(registration.get("deviceId").asText()).isEqualTo("camera_1");
        assertThat(registration.get("deviceName").asText()).isEqualTo("Hall \"Camera\"");
        assertThat(registration.get("timestamp").asText()).isEqualTo("2026-01-15T10:30:15Z");
        assertThat(registration.at("/payload/mode").asText()).isEqualTo("cctv");
        assertThat(heard.written.get(1))
                .isEqualTo(
                        "{\"action\":\"join_channel\",\"channel\":\"blue_light_monitor_home\",\"deviceId\":\"camera_1\"}");
        assertThat(heard.opens).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"code\":\"RATE_LIMITED\",\"retryAfter\":2.5}|PT2.5S",
                "{\"code\":\"RATE_LIMITED\",\"retryAfter\":\"7\"}|PT7S",
                "{\"code\":\"RATE_LIMITED\"}|PT1S",
                "{\"code\":\"RATE_LIMITED\",\"retryAfter\":\"soon\"}|PT1S",
                "{\"code\":\"RATE_LIMITED\",\"retryAfter\":\"NaN\"}|PT1S",
                "{\"code\":\"RATE_LIMITED\",\"retryAfter\":0}|PT1S",
                "{\"code\":\"RATE_LIMITED\",\"retryAfter\":-5}|PT1S",
                "{\"code\":\"RATE_LIMITED\",\"retryAfter\":0.0001}|PT0.001S",
                "{\"code\":\"RATE_LIMITED\",\"retryAfter\":1e300}|PT5M",
                "{\"code\":\"RATE_LIMITED\",\"retryAfter\":301}|PT5M"
            })
    void anErrorThatWeAreTooFastSlowsUsDownAndIsDelivered(String payload, Duration wait) {
        session(JsonDialect.deviceEnvelope())
                .received(Frame.text("{\"type\":\"error\",\"payload\":" + payload + "}"), heard);

        assertThat(heard.waits).containsExactly(wait);
        assertThat(heard.delivered).extracting(Message::type).containsExactly("error");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{\"code\":\"OTHER\",\"retryAfter\":5}", "{}", "7", "[\"RATE_LIMITED\"]"})
    void otherErrorsAreOnlyDelivered(String payload) {
        session(JsonDialect.deviceEnvelope())
                .received(Frame.text("{\"type\":\"error\",\"payload\":" + payload + "}"), heard);

        assertThat(heard.waits).isEmpty();
        assertThat(heard.delivered).hasSize(1);
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1}|{\"groupId\":\"home\",\"a\":1}",
                "{}|{\"groupId\":\"home\"}",
                "{ }|{\"groupId\":\"home\" }",
                "[1]|[1]",
                "{\"a\":\"b\\\\c\"}|{\"groupId\":\"home\",\"a\":\"b\\\\c\"}",
                "{\"deep\":{\"groupId\":\"x\"}}|{\"groupId\":\"home\",\"deep\":{\"groupId\":\"x\"}}",
                "{\"text\":\"groupId\"}|{\"groupId\":\"home\",\"text\":\"groupId\"}",
                "{\"groupId\":\"other\"}|{\"groupId\":\"other\"}",
                "{\"group\\u0049d\":\"other\"}|{\"group\\u0049d\":\"other\"}",
                "7|7"
            })
    void theGroupIsStampedIntoPayloadsThatAreObjectsWithoutOne(String payload, String expected) throws Exception {
        send(JsonDialect.deviceEnvelope().group("home"), payload);

        assertThat(heard.written.get(0)).endsWith(",\"payload\":" + expected + "}");
        assertThat(json(heard.written.get(0)).get("type").asText()).isEqualTo("blueAlert");
    }

    @Test
    void spaceBeforeAPayloadDoesNotHideItFromTheStamp() throws Exception {
        send(JsonDialect.deviceEnvelope().group("home \"1\""), " \n{ \"a\":1}");

        JsonNode payload = json(heard.written.get(0)).get("payload");
        assertThat(payload.get("groupId").asText()).isEqualTo("home \"1\"");
        assertThat(payload.get("a").asInt()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"type\":\"blueAlert\",\"payload\":{\"intensity\":0.85,\"location\":\"hall\"}}",
                "{ \"type\" : \"blueAlert\" , \"payload\" :  {\"intensity\":0.85,\"location\":\"hall\"}  }",
                "{\"payload\":{\"intensity\":0.85,\"location\":\"hall\"},\"type\":\"blueAlert\",\"unknown\":[{\"x\":[]}]}",
                "{\"deviceName\":\"\\u00e9\u00e9\ud83d\ude80\",\"deviceId\":\"c\",\"type\":\"blueAlert\","
                        + "\"payload\":{\"intensity\":0.85,\"more\":\"\u00e9\",\"location\":\"hall\"}}"
            })
    void aPayloadIsReadFromItsPlaceInTheFrame(String frame) {
        session(JsonDialect.deviceEnvelope()).received(Frame.text(frame), heard);

        Message message = heard.delivered.get(0);
        assertThat(message.type()).isEqualTo("blueAlert");
        assertThat(message.payload().as(Alert.class)).isEqualTo(new Alert(0.85, "hall"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"7", "-2.5e3", "\"text \\\" \\u00e9\"", "true", "null", "[1, 2]", "\"\""})
    void aPayloadMayBeAnyJsonValue(String payload) {
        session(JsonDialect.deviceEnvelope())
                .received(Frame.text("{\"type\":\"x\",\"payload\":" + payload + " ,\"id\":\"i\"}"), heard);

        assertThat(heard.delivered.get(0).payload().json()).isEqualTo(payload);
        assertThat(heard.delivered.get(0).id()).isEqualTo("i");
    }

    @Test
    void theEnvelopeIsReadWhole() {
        session(JsonDialect.deviceEnvelope().zone(ZoneId.of("Europe/Berlin")))
                .received(
                        Frame.text("{\"type\":\"heartbeat\",\"id\":12,\"deviceId\":\"d\",\"deviceName\":\"D\","
                                + "\"timestamp\":\"2026-01-15T11:30:15\",\"payload\":null}"),
                        heard);

        Message message = heard.delivered.get(0);
        assertThat(message.id()).isEqualTo("12");
        assertThat(message.sender()).isEqualTo(Identity.of("d", "D"));
        assertThat(message.timestamp()).isEqualTo(NOW);
    }

    @Test
    void anAlertAckAcknowledgesAndIsDeliveredToo() {
        session(JsonDialect.deviceEnvelope())
                .received(Frame.text("{\"type\":\"alertAck\",\"payload\":{\"alertId\":\"a-1\",\"by\":\"m\"}}"), heard);

        assertThat(heard.acked).containsExactly("a-1");
        assertThat(heard.delivered).hasSize(1);
    }

    @Test
    void anAckThatNamesNothingIsAMessageOnly() {
        session(JsonDialect.deviceEnvelope()).received(Frame.text("{\"type\":\"alertAck\",\"payload\":7}"), heard);

        assertThat(heard.acked).isEmpty();
        assertThat(heard.delivered).hasSize(1);
    }

    @Test
    void aHeartbeatCarriesThePayload() throws Exception {
        session(JsonDialect.deviceEnvelope())
                .encode(new Command.Heartbeat(NOW, Payload.ofJson("{\"status\":\"active\"}", CODEC)), heard);

        assertThat(json(heard.written.get(0)).at("/payload/status").asText()).isEqualTo("active");
        assertThat(json(heard.written.get(0)).get("type").asText()).isEqualTo("heartbeat");
    }

    @Test
    void aFrameWithADeviceIdThatIsUnprintableIsMalformed() {
        session(JsonDialect.deviceEnvelope())
                .received(Frame.text("{\"type\":\"x\",\"deviceId\":\"a\\u0000b\"}"), heard);

        assertThat(heard.malformed)
                .singleElement()
                .asString()
                .contains("deviceId")
                .doesNotContain("a\\u0000b");
        assertThat(heard.delivered).isEmpty();
    }

    @Test
    void aPayloadOfAnotherShapeIsToldWithoutItsContent() {
        session(JsonDialect.deviceEnvelope())
                .received(Frame.text("{\"type\":\"x\",\"payload\":{\"intensity\":\"CANARY\"}}"), heard);
        Payload payload = heard.delivered.get(0).payload();

        assertThatThrownBy(() -> payload.as(Alert.class))
                .isInstanceOf(KeepwireException.class)
                .hasMessageContaining("Alert")
                .hasMessageNotContaining("CANARY")
                .hasNoCause();
    }

    private void send(JsonDialect dialect, String payload) {
        Message message = Message.builder("blueAlert")
                .id("1")
                .sender(CAMERA)
                .timestamp(NOW)
                .payload(Payload.ofJson(payload, CODEC).written(CODEC))
                .build();
        session(dialect).encode(new Command.Send(message), heard);
    }

    private static Protocol.Session session(JsonDialect dialect) {
        return dialect.newSession(new Protocol.SessionContext(CAMERA, CODEC, 1 << 20));
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
