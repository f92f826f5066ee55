// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.protocol.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsTest {
    private final Sessions one = Sessions.opened(JsonDialect.channels());

    @Test
    void itIsOpenAtOnceAndHasChannelsOnly() {
        assertThat(one.written()).isEmpty();
        assertThat(one.heard.opens).isEqualTo(1);
        assertThat(JsonDialect.channels().features()).containsExactly(Protocol.Feature.CHANNELS);
    }

    @Test
    void allChannelsTravelInOneFrameAndWhatIsOnUnwantedIsSwitchedOff() {
        one.enters("gesture", "system");

        assertThat(one.written())
                .containsExactly(
                        "{\"type\":\"subscribe\",\"channels\":[\"gesture\",\"system\"]}",
                        "{\"type\":\"unsubscribe\",\"channels\":[\"ai_response\"]}");
        assertThat(one.heard.entered).isEmpty();
    }

    @Test
    void onlyTheFirstSubscriptionOfASessionSwitchesOff() {
        one.enters("gesture", "ai_response").enters("system");

        assertThat(one.written())
                .containsExactly(
                        "{\"type\":\"subscribe\",\"channels\":[\"gesture\",\"ai_response\"]}",
                        "{\"type\":\"subscribe\",\"channels\":[\"system\"]}");
    }

    @Test
    void theServerConfirmsAndIsNotDelivered() {
        one.enters("gesture", "system")
                .hears("{\"type\":\"subscribed\",\"channels\":[\"gesture\",\"system\"],\"timestamp\":1640000000000}")
                .leaves("system")
                .hears("{\"type\":\"unsubscribed\",\"channels\":[\"system\"],\"timestamp\":1640000000000}");

        assertThat(one.heard.entered).isEqualTo(Sessions.channels("gesture", "system"));
        assertThat(one.heard.left).isEqualTo(Sessions.channels("system"));
        assertThat(one.written()).endsWith("{\"type\":\"unsubscribe\",\"channels\":[\"system\"]}");
        assertThat(one.heard.delivered).isEmpty();
    }

    @Test
    void tooManyNamesForOneFrameTravelInSeveral() {
        String[] names = Collections.nCopies(100, "n").toArray(new String[0]);
        for (int i = 0; i < names.length; i++) {
            names[i] = String.valueOf(i) + String.join("", Collections.nCopies(100, "x"));
        }
        one.enters(names);

        assertThat(one.written()).hasSize(4).allMatch(frame -> frame.length() < 5_000);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"type\":\"subscribed\"}",
                "{\"type\":\"subscribed\",\"channels\":null}",
                "{\"type\":\"subscribed\",\"channels\":[]}",
                "{\"type\":\"subscribed\",\"channels\":{\"gesture\":true}}",
                "{\"type\":\"subscribed\",\"channels\":[[{}]]}",
                "{\"type\":\"subscribed\",\"channels\":[\"gesture\",null]}",
                "{\"type\":\"subscribed\",\"channels\":[\"CANARY\\u0000\"]}",
                "{\"type\":\"unsubscribed\",\"channels\":[\"\"]}",
                "{\"type\":\"unsubscribed\",\"data\":{\"channels\":[\"gesture\"]}}"
            })
    void aConfirmationOfUnknownShapeIsMalformed(String frame) {
        one.enters("gesture").hears(frame);

        assertThat(one.heard.malformed).hasSize(1).noneMatch(problem -> problem.contains("CANARY"));
        assertThat(one.heard.entered).isEmpty();
        assertThat(one.heard.left).isEmpty();
        assertThat(one.heard.delivered).isEmpty();
    }

    @Test
    void aConfirmationWithANameThatIsTooLongIsMalformed() {
        String name = String.join("", Collections.nCopies(10_240, "x"));
        one.hears("{\"type\":\"subscribed\",\"channels\":[\"" + name + "\"]}");

        assertThat(one.heard.malformed).hasSize(1).allMatch(problem -> problem.length() < 200);
    }

    @Test
    void aConfirmationOfMoreThanAnybodyAsksForIsMalformed() {
        String names = String.join(",", Collections.nCopies(20_000, "\"a\""));
        one.hears("{\"type\":\"subscribed\",\"channels\":[" + names + "]}");

        assertThat(one.heard.malformed).hasSize(1);
        assertThat(one.heard.entered).isEmpty();
    }

    @Test
    void aMessageComesOnTheChannelOfItsType() {
        one.hears("{\"type\":\"gesture\",\"data\":{}}");
        assertThat(one.last().scopes()).isEmpty();

        one.enters("gesture")
                .hears("{\"type\":\"gesture\",\"data\":{\"type\":\"wave\",\"timestamp\":1640000000000}}")
                .hears("{\"type\":\"system\",\"data\":{}}");

        assertThat(one.heard.delivered.get(1).scopes()).isEqualTo(Sessions.channels("gesture"));
        assertThat(one.heard.delivered.get(1).payload().field("type")).isEqualTo("wave");
        assertThat(one.last().scopes()).isEmpty();
    }

    @Test
    void ourHeartbeatIsAPingAndItsPongIsNotDelivered() {
        one.beats(Payload.empty()).hears("{\"type\":\"pong\",\"timestamp\":1640000000000}");

        assertThat(one.written()).containsExactly("{\"type\":\"ping\"}");
        assertThat(one.heard.delivered).isEmpty();
        assertThat(one.heard.malformed).isEmpty();
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1}|{\"timestamp\":1768473015250,\"a\":1}",
                "{}|{\"timestamp\":1768473015250}",
                "{\"timestamp\":5}|{\"timestamp\":5}",
                "{\"t\\u0069mestamp\":5}|{\"t\\u0069mestamp\":5}",
                "{\"in\":{\"timestamp\":5}}|{\"timestamp\":1768473015250,\"in\":{\"timestamp\":5}}",
                "[1]|[1]",
                "\"timestamp\"|\"timestamp\""
            })
    void theTimeIsPutIntoDataThatIsAnObjectWithoutOne(String data, String expected) {
        one.says(Sessions.message("x", data));

        assertThat(one.written()).containsExactly("{\"type\":\"x\",\"id\":\"m-1\",\"data\":" + expected + "}");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"timestamp\":1640000000000}|2021-12-20T11:33:20Z",
                "{\"timestamp\":\"1640000000000\"}|2021-12-20T11:33:20Z",
                "{\"timestamp\":-1}|1969-12-31T23:59:59.999Z",
                "{\"timestamp\":1.5}|",
                "{\"timestamp\":12345678901234567890123}|",
                "{\"timestamp\":\"2021-12-20T11:33:20Z\"}|",
                "{\"timestamp\":null}|",
                "{\"timestamp\":{}}|",
                "{}|",
                "[1]|",
                "7|"
            })
    void theTimeIsReadFromTheData(String data, Instant expected) {
        one.hears("{\"type\":\"x\",\"data\":" + data + "}");

        assertThat(one.last().timestamp()).isEqualTo(expected);
    }

    @Test
    void aMessageWithoutDataHasNoTime() {
        one.hears("{\"type\":\"x\",\"timestamp\":1640000000000}");

        assertThat(one.last().timestamp()).isNull();
    }

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":\"Rate limit exceeded\",\"code\":\"RATE_LIMIT\"}|PT1S",
                "{\"code\":\"RATE_LIMITED\",\"retryAfter\":7}|PT7S",
                "{\"code\":\"RATE_LIMIT\",\"retryAfter\":1e99}|PT5M"
            })
    void anErrorThatWeAreTooFastSlowsUsDownAndIsDelivered(String data, Duration wait) {
        one.hears("{\"type\":\"error\",\"data\":" + data + "}");

        assertThat(one.heard.waits).containsExactly(wait);
        assertThat(one.heard.delivered).extracting(Message::type).containsExactly("error");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"data\":{\"code\":\"VALIDATION_ERROR\",\"error\":\"Invalid\\nmessage\",\"id\":\"m-1\"}",
                "\"data\":{\"code\":\"VALIDATION_ERROR\",\"error\":\"Invalid\\nmessage\",\"messageId\":\"m-1\"}",
                "\"data\":{\"code\":\"VALIDATION_ERROR\",\"error\":\"Invalid\\nmessage\",\"replyTo\":\"m-1\",\"id\":\"e\"}",
                "\"id\":\"m-1\",\"data\":{\"code\":\"VALIDATION_ERROR\",\"error\":\"Invalid\\nmessage\"}",
                "\"replyTo\":\"m-1\",\"code\":\"VALIDATION_ERROR\",\"error\":\"Invalid\\nmessage\"",
                "\"data\":[],\"messageId\":\"m-1\",\"code\":\"VALIDATION_ERROR\",\"error\":\"Invalid\\nmessage\""
            })
    void anErrorThatNamesAMessageRejectsItAndIsDelivered(String fields) {
        one.hears("{\"type\":\"error\"," + fields + "}");

        assertThat(one.heard.rejected).containsOnlyKeys("m-1");
        assertThat(one.heard.rejected.get("m-1").code()).isEqualTo(ErrorCode.REJECTED_BY_SERVER);
        assertThat(one.heard.rejected.get("m-1"))
                .hasMessage("the server said no: VALIDATION_ERROR: Invalid\\u000amessage");
        assertThat(one.heard.delivered).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"{}", "7", "null", "[]", "{\"code\":{\"a\":1},\"id\":[]}", "{\"id\":null}", "\"RATE_LIMIT\""})
    void anErrorOfUnknownShapeIsAMessageOnly(String data) {
        one.hears("{\"type\":\"error\",\"data\":" + data + "}");

        assertThat(one.heard.delivered).hasSize(1);
        assertThat(one.heard.waits).isEmpty();
        assertThat(one.heard.rejected).isEmpty();
        assertThat(one.heard.malformed).isEmpty();
    }

    @Test
    void sessionsBeginAnew() {
        one.enters("gesture", "ai_response");
        Sessions next = Sessions.opened(JsonDialect.channels());
        next.enters("system");

        assertThat(next.written().get(1))
                .isEqualTo("{\"type\":\"unsubscribe\",\"channels\":[\"gesture\",\"ai_response\"]}");
        assertThat(List.of(next.heard.entered, next.heard.left)).allMatch(List::isEmpty);
    }
}
