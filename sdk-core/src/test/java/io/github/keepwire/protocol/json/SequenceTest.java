// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.message.Message;
import io.github.keepwire.message.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a server's numbers stand, and what they count. */
class SequenceTest {
    private static final Scope A = Scope.channel("a");

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "seq          | {\"type\":\"x\",\"seq\":7}",
                "seq          | {\"type\":\"x\",\"seq\":\"7\"}",
                "seq          | {\"seq\":7,\"type\":\"x\",\"payload\":[1]}",
                "payload.seq  | {\"type\":\"x\",\"payload\":{\"a\":[{\"seq\":1}],\"seq\":7}}",
                "payload.seq  | {\"type\":\"x\",\"payload\":{\"seq\":\"7\"}}",
                "payload.at.n | {\"type\":\"x\",\"payload\":{\"at\":{\"n\":7}}}",
                "meta.n       | {\"meta\":{\"n\":7},\"type\":\"x\"}",
                "id           | {\"type\":\"x\",\"id\":7}",
                "id           | {\"type\":\"x\",\"id\":\"7\"}",
            })
    void aNumberMayStandAnywhere(String path, String frame) {
        assertThat(read(own().sequence(path), frame).position()).isEqualTo(new Message.Position(null, 7));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"payload.seq", "meta.n", "payload.at.n"})
    void whereThereIsNoneAMessageHasNoNumber(String path) {
        for (String payload :
                List.of("{}", "[{\"seq\":1}]", "1", "{\"seq\":null,\"at\":null}", "{\"seq\":{},\"at\":{}}")) {
            Message message = read(own().sequence(path), "{\"type\":\"x\",\"payload\":" + payload + "}");
            assertThat(message.position()).as(payload).isNull();
        }
    }

    @Test
    void anIdThatIsNoNumberIsAnIdOnly() {
        Message message = read(own().sequence("id"), "{\"type\":\"x\",\"id\":\"3f-7\"}");

        assertThat(message.id()).isEqualTo("3f-7");
        assertThat(message.position()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"-1", "1.5", "1e3", "true", "\"x\"", "9223372036854775808"})
    void aNumberThatIsNoneMakesAFrameMalformed(String number) {
        for (String path : List.of("payload.seq", "payload.at.n")) {
            Sessions one = Sessions.opened(own().sequence(path).build());
            one.hears("{\"type\":\"x\",\"payload\":{\"seq\":" + number + ",\"at\":{\"n\":" + number + "}}}");
            assertThat(one.heard.malformed).as(path).hasSize(1);
            assertThat(one.heard.delivered).isEmpty();
        }
    }

    @Test
    void withoutSequenceNothingHasANumber() {
        assertThat(read(own(), "{\"type\":\"x\",\"seq\":7}").position()).isNull();
    }

    @Test
    void aNumberIsNotSent() {
        Sessions one = Sessions.opened(own().withoutId().sequence("seq").build());
        one.says(Message.builder("x").position(new Message.Position(null, 7)));

        assertThat(one.written()).containsExactly("{\"type\":\"x\",\"payload\":{}}");
    }

    @Test
    void aChannelHasNumbersOfItsOwn() {
        Sessions one = Sessions.opened(feed().sequence("seq").build());
        one.hears("{\"type\":\"a\",\"seq\":1}");
        assertThat(one.last().position()).isNull();

        one.enters("a").hears("{\"type\":\"a\",\"seq\":2}");
        assertThat(one.last().position()).isEqualTo(new Message.Position(A, 2));
        assertThat(one.last().scopes()).containsExactly(A);
        one.hears("{\"type\":\"b\",\"seq\":3}");
        assertThat(one.last().position()).isNull();
        one.leaves("a").hears("{\"type\":\"a\",\"seq\":4}");
        assertThat(one.last().position()).isNull();
    }

    @Test
    void aServerMayCountAcrossChannels() {
        Sessions one =
                Sessions.opened(feed().sequence("seq", JsonDialect.Count.CLIENT).build());
        one.enters("a").hears("{\"type\":\"a\",\"seq\":2}");
        assertThat(one.last().position()).isEqualTo(new Message.Position(null, 2));
        assertThat(one.last().scopes()).containsExactly(A);

        one.hears("{\"type\":\"b\",\"seq\":3}");
        assertThat(one.last().position()).isEqualTo(new Message.Position(null, 3));
    }

    @Test
    void aRoomMayHaveNumbersOfItsOwn() {
        Sessions one = Sessions.opened(own().join("{\"join\":$room}")
                .roomField("room")
                .sequence("seq", JsonDialect.Count.ROOM)
                .build());
        one.joins("hall").hears("{\"type\":\"x\",\"seq\":5,\"payload\":{\"room\":\"hall\"}}");

        assertThat(one.last().position()).isEqualTo(new Message.Position(Scope.room("hall"), 5));
        one.hears("{\"type\":\"x\",\"seq\":6,\"payload\":{\"room\":\"yard\"}}");
        assertThat(one.last().position()).isNull();
    }

    @Test
    void aFrameOfAHistoryIsReadAsIfItHadCome() {
        JsonDialect dialect = feed().sequence("seq").build();
        var recall = dialect.recall(Sessions.CODEC, List.of(A, Scope.channel("b")));

        Message message = recall.read("{\"type\":\"a\",\"seq\":2,\"payload\":{\"x\":1}}");

        assertThat(message).isNotNull();
        assertThat(message.position()).isEqualTo(new Message.Position(A, 2));
        assertThat(message.scopes()).containsExactly(A);
        assertThat(message.payload().field("x")).isEqualTo("1");
        assertThat(recall.read("<html>")).isNull();
        assertThat(recall.read("{\"type\":\"a\",\"seq\":-2}")).isNull();
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        refuses(own().sequence("type"), "sequence");
        refuses(own().sequence("payload"), "sequence");
        refuses(own().sequence("seq", JsonDialect.Count.CHANNEL), "subscribe is missing");
        refuses(own().sequence("seq", JsonDialect.Count.ROOM), "roomField is missing");
        assertThatThrownBy(() -> own().sequence("a..b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the path of sequence");
    }

    @Test
    void aCopyOfADialectKeepsIt() {
        JsonDialect copy = own().sequence("seq").build().zone(java.time.ZoneOffset.ofHours(1));

        assertThat(read(copy.toBuilder(), "{\"type\":\"x\",\"seq\":7}").position())
                .isNotNull();
    }

    private static void refuses(JsonDialect.Builder builder, String why) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static Message read(JsonDialect.Builder builder, String frame) {
        return Sessions.opened(builder.build()).hears(frame).last();
    }

    private static JsonDialect.Builder own() {
        return JsonDialect.builder("own");
    }

    private static JsonDialect.Builder feed() {
        return own().subscribe("{\"on\":$channels}")
                .unsubscribe("{\"off\":$channels}")
                .channelIsType();
    }
}
