// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.MessageFilter;
import io.github.keepwire.protocol.json.JsonDialect;
import java.util.AbstractList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole clients of servers that number their messages and keep none. */
class RealtimeClientRecoveryTest extends NumbersRig {
    @Test
    void whatWasMissedDuringAnOutageIsToldBeforeWhatFollows() {
        connect(WHOLE, null);
        say(1, 2);
        reconnect();

        say(5, 6);

        assertThat(told).containsExactly("1", "2", "GAP null 3-4", "5", "6");
    }

    @Test
    void aReplayAfterAReconnectIsDroppedAndCounted() {
        connect(WHOLE, null);
        say(1, 2, 3);
        reconnect();

        say(2, 3, 4);

        assertThat(told).containsExactly("1", "2", "3", "4");
        assertThat(client.stats().inbound().repeated()).isEqualTo(2);
    }

    @Test
    void aServerThatBeginsAnewIsToldOf() {
        connect(WHOLE, null);
        say(1, 2, 3);
        reconnect();

        frame("{\"type\":\"x\",\"seq\":1,\"data\":\"new 1\"}");
        frame("{\"type\":\"x\",\"seq\":2,\"data\":\"new 2\"}");

        assertThat(told).containsExactly("1", "2", "3", "RESET null 3-1", "\"new 1\"", "\"new 2\"");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strangeNumbers")
    void aStrangeNumberIsMalformedAndHarmsNothing(String number) {
        connect(WHOLE, null);
        say(1);

        frame("{\"type\":\"x\",\"seq\":" + number + ",\"data\":0}");
        say(2);

        assertThat(told).containsExactly("1", "2");
        assertThat(errorCodes()).containsExactly(ErrorCode.MALFORMED_FRAME);
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
    }

    static Stream<String> strangeNumbers() {
        return Stream.of(
                "-1", "1.5", "2e0", "9223372036854775808", "99999999999999999999999", "\"\"", "\"x\"", "\"-2\"");
    }

    @Test
    void withoutANumberAMessageIsDeliveredAndNotCounted() {
        connect(WHOLE, null);
        say(1);

        for (String none : List.of("\"seq\":null,", "\"seq\":{\"n\":5},", "\"seq\":[5],", "")) {
            frame("{\"type\":\"x\"," + none + "\"data\":0}");
        }
        say(2);

        assertThat(told).containsExactly("1", "0", "0", "0", "0", "2");
        assertThat(errors).isEmpty();
    }

    @Test
    void hugeNumbersAreNumbers() {
        connect(WHOLE, null);
        say(Long.MAX_VALUE - 1, Long.MAX_VALUE, Long.MAX_VALUE);
        frame("{\"type\":\"x\",\"seq\":\"0\",\"data\":\"anew\"}");

        assertThat(told)
                .containsExactly(
                        "9223372036854775806", "9223372036854775807", "RESET null 9223372036854775807-0", "\"anew\"");
        assertThat(client.stats().inbound().repeated()).isOne();
    }

    @Test
    void whatAFilterHoldsBackIsNotMissing() {
        connect(WHOLE, null, MessageFilter.types("y"));
        frame("{\"type\":\"y\",\"seq\":1,\"data\":1}");
        say(2, 3);
        frame("{\"type\":\"y\",\"seq\":4,\"data\":4}");

        assertThat(told).containsExactly("1", "4");
        assertThat(client.stats().inbound().filtered()).isEqualTo(2);
    }

    @Test
    void channelsAreCountedApartAndWhatIsLeftBeginsAnew() {
        connect(CHANNELS, null);
        var gesture = client.subscribe("gesture", message -> {});
        client.subscribe("system", message -> {});
        time.run();
        channel("gesture", 1);
        channel("system", 8);
        channel("gesture", 3);
        channel("ai_response", 99);
        gesture.close();
        time.run();
        frame("{\"type\":\"unsubscribed\",\"channels\":[\"gesture\"]}");
        channel("gesture", 4);
        client.subscribe("gesture", message -> {});
        time.run();

        channel("gesture", 40);
        channel("system", 9);

        assertThat(told)
                .containsExactly(
                        "gesture 1",
                        "system 8",
                        "GAP channel gesture 2-2",
                        "gesture 3",
                        "ai_response 99",
                        "gesture 4",
                        "gesture 40",
                        "system 9");
    }

    @Test
    void clearRemovesThoseWhoHearOfRecoveriesToo() {
        connect(WHOLE, null);
        say(1, 3);
        assertThat(told).contains("GAP null 2-2");

        client.clear();
        say(5);

        assertThat(told).containsExactly("1", "GAP null 2-2", "3");
    }

    @Test
    void aFunctionForChannelsThatThrowsIsReportedAndTheFrameCountedOnce() {
        connect(failing(message -> {
            throw new IllegalStateException("planned");
        }));

        frame("{\"type\":\"x\",\"data\":{}}");

        assertThat(told).containsExactly("{}");
        assertThat(errorCodes()).containsExactly(ErrorCode.MALFORMED_FRAME);
        assertThat(client.stats().inbound().delivered()).isEqualTo(1);
    }

    @Test
    void namesOfChannelsThatCannotBeReadHarmNeitherTheMessageNorTheLink() {
        connect(failing(message -> new AbstractList<>() {
            @Override
            public String get(int index) {
                throw new IllegalStateException("planned");
            }

            @Override
            public int size() {
                return 1;
            }
        }));

        frame("{\"type\":\"x\",\"data\":{}}");

        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(told).containsExactly("{}");
    }

    private static JsonDialect failing(Function<Message, List<String>> channelsOf) {
        return JsonDialect.channels().toBuilder().channelsOf(channelsOf).build();
    }

    private void connect(JsonDialect dialect) {
        connect(dialect, null);
        client.subscribe("a", message -> {});
        time.run();
    }
}
