// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.LinkRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A protocol that nobody speaks, in the words of the builder. */
class OwnDialectTest {
    private static JsonDialect.Builder chat() {
        return JsonDialect.builder("chat")
                .type("kind")
                .payload("body")
                .id("no")
                .timestamp("at", JsonDialect.Time.EPOCH_MILLIS)
                .sender("from", "nick")
                .version("v", 2);
    }

    @Test
    void theEnvelopeHasTheFieldsOfTheBuilder() {
        Sessions one = Sessions.opened(chat().build());
        one.says(Sessions.message("line", "{\"a\":1}")).hears(one.written().get(0));

        assertThat(one.written())
                .containsExactly("{\"kind\":\"line\",\"v\":2,\"no\":\"m-1\",\"from\":\"d\\\"1\",\"nick\":\"Device\","
                        + "\"at\":1768473015250,\"body\":{\"a\":1}}");
        assertThat(one.last().type()).isEqualTo("line");
        assertThat(one.last().id()).isEqualTo("m-1");
        assertThat(one.last().sender()).isEqualTo(Sessions.DEVICE);
        assertThat(one.last().timestamp()).isEqualTo(Heard.NOW);
        assertThat(one.last().payload().json()).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource({"3,3", "2,2", "1.5,1.5", "'\"2.0-beta\"',2.0-beta", "' 7 ',7"})
    void aVersionIsReadAndANewerOneTolerated(String written, String read) {
        Sessions one = Sessions.opened(chat().build());

        one.hears("{\"kind\":\"line\",\"v\":" + written + ",\"new\":{\"in\":[3]},\"body\":1}");

        assertThat(one.last().version()).isEqualTo(read);
        assertThat(one.last().toBuilder().build().version()).isEqualTo(read);
        assertThat(one.last().payload().json()).isEqualTo("1");
        assertThat(one.heard.malformed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "{}", "[2]"})
    void aVersionThatIsNoneTellsNoneAndHarmsNothing(String written) {
        Sessions one = Sessions.opened(chat().build());

        one.hears("{\"kind\":\"line\",\"v\":" + written + "}");

        assertThat(one.last().version()).isNull();
        assertThat(one.heard.malformed).isEmpty();
    }

    @Test
    void whatIsNotDescribedIsNotThere() {
        Sessions one = Sessions.opened(JsonDialect.builder("bare").withoutId().build());
        one.says(Sessions.message("x", "7")).hears("{\"type\":\"x\",\"id\":\"1\",\"timestamp\":[]}");

        assertThat(one.written()).containsExactly("{\"type\":\"x\",\"payload\":7}");
        assertThat(one.last().id()).isNull();
        assertThat(JsonDialect.builder("bare").build().features()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"\"v\":3", "\"v\":\"3.1-beta\"", "\"v\":{\"major\":4}", "\"other\":1"})
    void aVersionThatIsReadMayBeAny(String version) {
        Sessions one = Sessions.opened(chat().build());
        one.hears("{\"kind\":\"line\"," + version + ",\"body\":{}}");

        assertThat(one.heard.delivered).hasSize(1);
    }

    @Test
    void aTimeThatIsNoneIsNoTime() {
        Sessions one = Sessions.opened(chat().build());
        for (String at : List.of("1.5", "\"x\"", "[1]", "99999999999999999999999999", "true")) {
            one.hears("{\"kind\":\"line\",\"at\":" + at + "}");
            assertThat(one.last().timestamp()).as(at).isNull();
        }
        assertThat(one.heard.malformed).isEmpty();
    }

    @Test
    void aVersionMayBeTextAndASenderMayHaveNoName() {
        Sessions one = Sessions.opened(
                JsonDialect.builder("x").version("v", "1").sender("from").build());
        one.says(Sessions.message("x", "{}"));

        assertThat(one.written())
                .containsExactly("{\"type\":\"x\",\"v\":\"1\",\"id\":\"m-1\",\"from\":\"d\\\"1\",\"payload\":{}}");
    }

    // channels

    private static JsonDialect.Builder subscribing() {
        return chat().subscribe(
                        "{\"kind\":\"sub\",\"topic\":\"t/$channel\",\"who\":[$sender,$senderName],\"at\":$nowMillis}")
                .unsubscribe("{\"kind\":\"unsub\",\"topics\":$channels}")
                .confirmedBy("sub_ok", "body.topics.name")
                .endedBy("sub_end", "topic")
                .refusedBy("error", "body.topic", "body.why");
    }

    @Test
    void placeholdersAreFilledAsJsonDemands() {
        Sessions one = Sessions.opened(subscribing().build());
        one.enters("a\"b\\").leaves("a\"b\\", "c");

        assertThat(one.written())
                .containsExactly(
                        "{\"kind\":\"sub\",\"topic\":\"t/a\\\"b\\\\\",\"who\":[\"d\\\"1\",\"Device\"],\"at\":1768473015250}",
                        "{\"kind\":\"unsub\",\"topics\":[\"a\\\"b\\\\\",\"c\"]}");
    }

    @Test
    void repliesAreReadFromWhereTheyNameTheirChannels() {
        Sessions one = Sessions.opened(subscribing().build());
        one.enters("a", "b")
                .hears(
                        "{\"kind\":\"sub_ok\",\"body\":{\"x\":[1],\"topics\":[{\"name\":\"a\",\"n\":1},{\"name\":\"b\"}]}}")
                .hears("{\"kind\":\"sub_end\",\"topic\":\"b\"}")
                .hears("{\"kind\":\"error\",\"body\":{\"topic\":\"a\",\"why\":\"not\\nyours\"}}");

        assertThat(one.heard.entered).isEqualTo(Sessions.channels("a", "b"));
        assertThat(one.heard.left).isEqualTo(Sessions.channels("b"));
        assertThat(one.heard.refused).isEqualTo(Sessions.channels("a"));
        assertThat(one.heard.reasons.get(0))
                .hasMessage("the server refused channel a: not\\u000ayours")
                .extracting(KeepwireException::code)
                .isEqualTo(ErrorCode.REJECTED_BY_SERVER);
        assertThat(one.heard.delivered).isEmpty();
    }

    @Test
    void anErrorThatRefusesNothingIsAnErrorLikeAnyOther() {
        Sessions one = Sessions.opened(subscribing().build());
        one.hears("{\"kind\":\"error\",\"body\":{\"code\":\"RATE_LIMIT\"}}");

        assertThat(one.heard.waits).hasSize(1);
        assertThat(one.heard.delivered).hasSize(1);
    }

    @Test
    void theChannelsOfAMessageAreTheApplicationsToTell() {
        Sessions one = Sessions.opened(subscribing()
                .channelsOf(message -> List.of("all", "of_" + message.payload().field("device")))
                .build());
        one.enters("of_1", "all").hears("{\"kind\":\"x\",\"body\":{\"device\":1}}");

        assertThat(one.last().scopes()).isEqualTo(Sessions.channels("all", "of_1"));
    }

    @Test
    void aFunctionThatThrowsIsReportedAndTheMessageDelivered() {
        Sessions one = Sessions.opened(subscribing()
                .channelsOf(message -> {
                    throw new IllegalStateException("CANARY");
                })
                .build());
        one.enters("a").hears("{\"kind\":\"x\"}");

        assertThat(one.last().scopes()).isEmpty();
        assertThat(one.heard.malformed)
                .containsExactly("the function channelsOf threw java.lang.IllegalStateException");
    }

    // rooms

    @Test
    void roomsHaveRepliesOfTheirOwn() {
        Sessions one = Sessions.opened(chat().join("{\"kind\":\"join\",\"room\":$room}")
                .leave("{\"kind\":\"leave\",\"room\":\"$room\"}")
                .joinedBy("joined", "room")
                .leftBy("left", "room")
                .joinRefusedBy("banned", "room", "why")
                .roomField("room")
                .build()
                .channelPrefix("r:"));
        one.joins("a")
                .hears("{\"kind\":\"joined\",\"room\":\"r:a\"}")
                .leavesRoom("a")
                .hears("{\"kind\":\"left\",\"room\":\"r:a\"}")
                .joins("b")
                .hears("{\"kind\":\"banned\",\"room\":\"r:b\"}");

        assertThat(one.written())
                .containsExactly(
                        "{\"kind\":\"join\",\"room\":\"r:a\"}",
                        "{\"kind\":\"leave\",\"room\":\"r:a\"}",
                        "{\"kind\":\"join\",\"room\":\"r:b\"}");
        assertThat(one.heard.entered).containsExactly(Scope.room("a"));
        assertThat(one.heard.left).containsExactly(Scope.room("a"));
        assertThat(one.heard.refused).containsExactly(Scope.room("b"));
        assertThat(one.heard.reasons.get(0)).hasMessage("the server refused room b");
    }

    // the connection

    @Test
    void aRegistrationHasATypeOfTheDialects() {
        Sessions one = Sessions.opened(chat().registration("hello").build().register(Map.of("mode", "test")));

        assertThat(one.written().get(0)).startsWith("{\"kind\":\"hello\"").endsWith("\"body\":{\"mode\":\"test\"}}");
    }

    @Test
    void aHeartbeatMayBeAMessage() {
        Sessions one = Sessions.opened(chat().heartbeat("beat").build());
        one.beats(Payload.ofJson("{\"status\":\"up\"}", Sessions.CODEC));

        assertThat(one.written().get(0)).startsWith("{\"kind\":\"beat\"").endsWith("\"body\":{\"status\":\"up\"}}");
    }

    @Test
    void aHeartbeatMayBeAFrameThatTellsTheTime() {
        Sessions one = Sessions.opened(
                chat().ping("[\"ping\",$now,\"$$ $senderName\"]", "pong").build());
        one.beats(Payload.empty()).hears("{\"kind\":\"pong\"}");

        assertThat(one.written()).containsExactly("[\"ping\",\"2026-01-15T10:30:15.250Z\",\"$ Device\"]");
        assertThat(one.heard.delivered).isEmpty();
    }

    @Test
    void anAckIsFoundAnywhere() {
        JsonDialect dialect = chat().ack("ok", "ref.no").build();
        Sessions one = Sessions.opened(dialect);
        one.hears("{\"kind\":\"ok\",\"ref\":{\"no\":\"m-1\"}}")
                .hears("{\"kind\":\"ok\",\"ref\":{\"no\":17}}")
                .hears("{\"kind\":\"ok\",\"ref\":{\"no\":[\"a\",\"b\"]}}")
                .hears("{\"kind\":\"ok\"}");

        assertThat(dialect.features()).containsExactly(Protocol.Feature.ACKS);
        assertThat(one.heard.acked).containsExactly("m-1", "17");
        assertThat(one.heard.delivered)
                .extracting(Message::type)
                .containsOnly("ok")
                .hasSize(4);
    }

    // the token

    @Test
    void aTokenMayTravelInTheFirstFrame() {
        Sessions one = Sessions.opened(chat().tokenInMessage("{\"kind\":\"auth\",\"token\":$token}")
                .build()
                .register(Map.of()));
        assertThat(one.heard.opens).isZero();
        assertThat(one.heard.asked).hasSize(1);

        one.session().answered(one.heard.asked.get(0), new Effects.Answer.Fresh(Token.of("a\"b")), one.heard);

        assertThat(one.written().get(0)).isEqualTo("{\"kind\":\"auth\",\"token\":\"a\\\"b\"}");
        assertThat(one.written().get(1)).startsWith("{\"kind\":\"register\"");
        assertThat(one.heard.opens).isEqualTo(1);
    }

    @Test
    void theTokenOfTheAttemptIsShownWithoutAskingForAnother() {
        JsonDialect dialect =
                chat().tokenInMessage("{\"kind\":\"auth\",\"token\":$token}").build();
        Heard heard = new Heard();

        dialect.newSession(new Protocol.SessionContext(Sessions.DEVICE, Sessions.CODEC, 1 << 20, Token.of("a")))
                .opened(Heard.NOW, heard);

        assertThat(heard.asked).isEmpty();
        assertThat(heard.opens).isEqualTo(1);
    }

    @Test
    void aWelcomeThatComesBeforeTheTokenIsShownWaitsForIt() {
        Sessions one = Sessions.opened(chat().tokenInMessage("{\"kind\":\"auth\",\"token\":$token}")
                .openedBy("hello", "body.session")
                .build());
        one.hears("{\"kind\":\"hello\",\"body\":{\"session\":\"s1\"}}");
        assertThat(one.heard.opens).isZero();

        one.session().answered(one.heard.asked.get(0), new Effects.Answer.Fresh(Token.of("a")), one.heard);

        assertThat(one.heard.opens).isEqualTo(1);
        assertThat(one.heard.sessionId).isEqualTo("s1");
    }

    @Test
    void aTokenThatTravelsInAFrameIsRenewedInTheSameFrame() {
        JsonDialect dialect =
                chat().tokenInMessage("{\"kind\":\"auth\",\"token\":$token}").build();
        assertThat(dialect.features()).contains(Protocol.Feature.TOKEN_RENEWAL);
        Sessions one = Sessions.opened(dialect);
        one.session().answered(one.heard.asked.get(0), new Effects.Answer.Fresh(Token.of("a")), one.heard);

        one.session().encode(new Command.Renew(Token.of("b")), one.heard);

        assertThat(one.written())
                .containsExactly("{\"kind\":\"auth\",\"token\":\"a\"}", "{\"kind\":\"auth\",\"token\":\"b\"}");
        assertThat(one.heard.opens).isEqualTo(1);
    }

    @Test
    void elsewhereThereAreNoWordsForAFreshToken() {
        JsonDialect dialect = chat().tokenInHeader().build();
        assertThat(dialect.features()).doesNotContain(Protocol.Feature.TOKEN_RENEWAL);
        Sessions one = Sessions.opened(dialect);

        one.session().encode(new Command.Renew(Token.of("b")), one.heard);

        assertThat(one.written()).isEmpty();
    }

    @Test
    void withoutATokenForTheFirstFrameNobodyConnects() {
        JsonDialect dialect = chat().tokenInMessage("[$token]").build();

        assertThatThrownBy(() -> prepared(dialect, null))
                .isInstanceOfSatisfying(
                        KeepwireException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED));
        assertThat(prepared(dialect, "t").headers()).isEmpty();
    }

    @Test
    void aTokenMayTravelAsASubprotocol() {
        assertThat(prepared(chat().tokenInSubprotocol("bearer").build(), "abc").subprotocols())
                .containsExactly("mine", "bearer", "abc");
        assertThat(prepared(chat().tokenInSubprotocol("").build(), "abc").subprotocols())
                .containsExactly("mine", "abc");
        assertThatThrownBy(() -> prepared(chat().tokenInSubprotocol("bearer").build(), "CANARY/="))
                .isInstanceOf(KeepwireException.class)
                .hasMessageNotContaining("CANARY")
                .hasNoCause();
    }

    @Test
    void theAddressTellsWhatIsAskedOfIt() {
        LinkRequest request = prepared(
                chat().query("who", "$senderName")
                        .query("app", "a$b")
                        .tokenInHeader()
                        .build(),
                "abc");

        assertThat(request.uri()).isEqualTo(URI.create("ws://example.test/?who=Device&app=a%24b"));
        assertThat(request.headers()).containsEntry("Authorization", "Bearer abc");
    }

    @Test
    void aDialectMayBeginFromAnother() {
        JsonDialect mine =
                JsonDialect.topics().toBuilder().ack("ack", "data.id").build();
        Sessions one = Sessions.opened(mine);
        one.enters("security").hears("{\"type\":\"ack\",\"data\":{\"id\":\"m-1\"}}");

        assertThat(mine.features()).containsExactlyInAnyOrder(Protocol.Feature.ACKS, Protocol.Feature.CHANNELS);
        assertThat(one.heard.acked).containsExactly("m-1");
        assertThat(JsonDialect.topics().features()).containsExactly(Protocol.Feature.CHANNELS);
    }

    private static LinkRequest prepared(JsonDialect dialect, String token) {
        LinkRequest base = LinkRequest.builder(URI.create("ws://example.test/"))
                .subprotocols(List.of("mine"))
                .build();
        Identity device = Sessions.DEVICE;
        return dialect.prepare(new Protocol.ConnectContext(base, device, token == null ? null : Token.of(token)));
    }
}
