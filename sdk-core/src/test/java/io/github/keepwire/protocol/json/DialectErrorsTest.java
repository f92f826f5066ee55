// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.message.Payload;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A description that makes no sense is refused when it is made, with an error that names the offender. */
class DialectErrorsTest {
    private static final String CHANNEL = "{\"c\":$channel}";
    private static final String ROOM = "{\"r\":$room}";

    static Stream<Arguments> nonsense() {
        return Stream.of(
                wrong("subscribe is not JSON", b -> b.subscribe("{\"c\":$channel")),
                wrong("at offset 5", b -> b.subscribe("{\"c\":nonsense,\"d\":$channel}")),
                wrong("subscribe has $chanel, but may only have $channel,", b -> b.subscribe("{\"c\":$chanel}")),
                wrong("$channels within a string", b -> b.subscribe("{\"c\":\"$channels\"}")),
                wrong("subscribe must have either", b -> b.subscribe("{}")),
                wrong("subscribe must have either", b -> b.subscribe("[$channel,$channels]")),
                wrong("unsubscribe has $room", b -> b.unsubscribe("[$room]")),
                wrong("join must have $room", b -> b.join("{}")),
                wrong("join is not JSON", b -> b.join("{\"r\":\"$room}")),
                wrong("leave has $token", b -> b.leave("[$room,$token]")),
                wrong("ping is not JSON", b -> b.ping("ping", "pong")),
                wrong("ping is not JSON", b -> b.ping("", "pong")),
                wrong("ping is not JSON", b -> b.ping("{} {}", "pong")),
                wrong("ping is not JSON", b -> b.ping("{\"a\":1,\"a\":2}", "pong")),
                wrong("ping is not JSON", b -> b.ping("{$nowMillis:1}", "pong")),
                wrong("answering has $", b -> b.answering("x", "[$]")),
                wrong("tokenInMessage must have $token", b -> b.tokenInMessage("{}")),
                wrong("confirmedBy must be names", b -> b.confirmedBy("x", "")),
                wrong("refusedBy must be names", b -> b.refusedBy("x", "a", "b..c")),
                wrong("ack must be names", b -> b.ack("x", ".a")),
                wrong("subscribe is missing", b -> b.confirmedBy("x", "a")),
                wrong("subscribe is missing", b -> b.unsubscribe(CHANNEL)),
                wrong("subscribe is missing", JsonDialect.Builder::channelIsType),
                wrong("unsubscribe is missing", b -> b.subscribe(CHANNEL).endedBy("x", "a")),
                wrong("unsubscribe is missing", b -> b.subscribe(CHANNEL).initiallyOn("a")),
                wrong("the name of a channel", b -> b.initiallyOn("a\n")),
                wrong("join is missing", b -> b.leave(ROOM)),
                wrong("leave is missing", b -> b.join(ROOM).leftBy("x", "a")),
                wrong(
                        "the type 'x' has two meanings",
                        b -> b.subscribe(CHANNEL).confirmedBy("x", "a").ack("x", "a")),
                wrong("a type must not be empty", b -> b.ack("", "a")),
                wrong("the field of type", b -> b.type("")),
                wrong("'payload'", b -> b.sender("payload")),
                wrong("'type'", b -> b.timestamp("type", JsonDialect.Time.ISO)),
                wrong("the field of version", b -> b.version("id", 1)),
                wrong("the field of the timestamp", b -> b.timestampInPayload("", JsonDialect.Time.ISO)));
    }

    private static Arguments wrong(String told, UnaryOperator<JsonDialect.Builder> description) {
        return Arguments.of(told, description);
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("nonsense")
    void whatMakesNoSenseIsNamed(String told, UnaryOperator<JsonDialect.Builder> description) {
        assertThatThrownBy(() -> description.apply(JsonDialect.builder("x")).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }

    @Test
    void aGroupNeedsRooms() {
        assertThatThrownBy(() -> JsonDialect.topics().group("home"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topics has no rooms");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "[$now]",
                "{\"a\":{\"$now\":\"$$now\"}}",
                "{\"a\\\"$sender\":$senderName}",
                "{$sender:[$nowMillis,\"$nowMillis\"]}",
                "\"$sender$now\""
            })
    void aPlaceholderMayStandWhereverAValueOrAStringMay(String template) {
        Sessions one =
                Sessions.opened(JsonDialect.builder("x").ping(template, "pong").build());
        one.beats(Payload.empty());

        Sessions.CODEC.check(one.written().get(0));
        assertThat(one.written().get(0)).doesNotContain("$sender").doesNotContain("$nowMillis");
    }
}
