// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.message.Scope;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an invented server tells who is in its rooms. */
class MemberDialectTest {
    private static final String LONG = "x".repeat(257);

    private static JsonDialect.Builder rooms() {
        return JsonDialect.builder("rooms")
                .join("{\"type\":\"join\",\"room\":$room}")
                .leave("{\"type\":\"leave\",\"room\":$room}")
                .joinedBy("joined", "payload.room")
                .members("payload.users")
                .memberJoinedBy("came", "payload.room", "payload.user")
                .memberLeftBy("went", "payload.room", "payload.user");
    }

    private static Sessions in(JsonDialect.Builder builder) {
        return Sessions.opened(builder.build()).joins("hall");
    }

    private static String joined(String users) {
        return "{\"type\":\"joined\",\"payload\":{\"room\":\"hall\",\"users\":" + users + ",\"title\":\"Hall\"}}";
    }

    private static String about(String type, String user) {
        return "{\"type\":\"" + type + "\",\"payload\":{\"room\":\"hall\",\"user\":" + user + "}}";
    }

    @Test
    void theReplyThatConfirmsARoomListsItsMembers() {
        Sessions one = in(rooms()).hears(joined("[\"ann\",\"b\\u00e9a\",\"ann\"]"));

        assertThat(one.heard.members).containsExactly("hall=[ann, b\u00e9a, ann]");
        assertThat(one.heard.entered).containsExactly(Scope.room("hall"));
        assertThat(one.heard.delivered).isEmpty();
    }

    @Test
    void membersMayBeObjects() {
        Sessions one = in(rooms().members("payload.users", "id"))
                .hears(joined("[{\"name\":\"Ann\",\"id\":\"ann\",\"tags\":[{\"id\":\"x\"}]},{\"id\":\"bob\"}]"));

        assertThat(one.heard.members).containsExactly("hall=[ann, bob]");
    }

    @Test
    void anEmptyListTellsThatNobodyIsIn() {
        assertThat(in(rooms()).hears(joined("[]")).heard.members).containsExactly("hall=[]");
    }

    @Test
    void aReplyWithoutAListTellsNothing() {
        Sessions one = in(rooms())
                .hears("{\"type\":\"joined\",\"payload\":{\"room\":\"hall\"}}")
                .hears("{\"users\":[\"ann\"],\"payload\":{\"room\":\"hall\"},\"type\":\"joined\"}");

        assertThat(one.heard.members).isEmpty();
        assertThat(one.heard.malformed).isEmpty();
        assertThat(one.heard.entered).hasSize(2);
    }

    @Test
    void aReplyThatNamesSeveralRoomsTellsTheMembersOfNone() {
        Sessions one = in(rooms())
                .joins("bar")
                .hears("{\"type\":\"joined\",\"payload\":{\"room\":[\"hall\",\"bar\"],\"users\":[\"ann\"]}}");

        assertThat(one.heard.members).isEmpty();
        assertThat(one.heard.entered).hasSize(2);
    }

    @Test
    void thoseWhoComeAndGoAreTold() {
        Sessions one = in(rooms()).hears(about("came", "\"cid\"")).hears(about("went", "\"ann\""));

        assertThat(one.heard.members).containsExactly("hall+cid", "hall-ann");
        assertThat(one.heard.delivered).isEmpty();
    }

    @Test
    void aPrefixOfRoomsIsNotPartOfTheirNames() {
        Sessions one = Sessions.opened(rooms().build().channelPrefix("r:"))
                .joins("hall")
                .hears("{\"type\":\"joined\",\"payload\":{\"room\":\"r:hall\",\"users\":[\"ann\"]}}")
                .hears("{\"type\":\"went\",\"payload\":{\"room\":\"r:hall\",\"user\":\"ann\"}}");

        assertThat(one.heard.members).containsExactly("hall=[ann]", "hall-ann");
    }

    @Test
    void aDialectThatDiffersInPartsKeepsTheWordsForMembers() {
        Sessions one =
                in(rooms().build().toBuilder()).hears(joined("[\"ann\"]")).hears(about("went", "\"ann\""));

        assertThat(one.heard.members).containsExactly("hall=[ann]", "hall-ann");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2 | not a list",
                "null | not a list",
                "\"ann\" | not a list",
                "{\"ann\":1} | not a list",
                "[\"ann\",7] | not text",
                "[\"ann\",null] | not text",
                "[[\"ann\"]] | not text",
                "[{\"id\":\"ann\"}] | not text",
                "[\"\"] | empty, too long or not printable",
                "[\"a\\u0000b\"] | empty, too long or not printable",
                "[\"a\\ud800b\"] | empty, too long or not printable"
            })
    void aListThatMakesNoSenseIsReportedAndTheRoomIsJoinedWithoutIt(String users, String problem) {
        Sessions one = in(rooms()).hears(joined(users));

        assertThat(one.heard.malformed).singleElement().asString().contains(problem);
        assertThat(one.heard.members).isEmpty();
        assertThat(one.heard.entered).containsExactly(Scope.room("hall"));
    }

    @Test
    void anIdThatIsTooLongIsReportedAndNotRepeated() {
        Sessions one = in(rooms()).hears(joined("[\"" + LONG + "\"]")).hears(about("came", "\"" + LONG + "\""));

        assertThat(one.heard.malformed).hasSize(2).allMatch(problem -> problem.contains("too long"));
        assertThat(one.heard.malformed).noneMatch(problem -> problem.contains("xxx"));
        assertThat(one.heard.members).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"ann\"]", "[{}]", "[{\"id\":7}]", "[{\"id\":null}]", "[{\"id\":\"ann\"},null]", "{}"})
    void objectsWithoutAnIdAreReported(String users) {
        Sessions one = in(rooms().members("payload.users", "id")).hears(joined(users));

        assertThat(one.heard.malformed).hasSize(1);
        assertThat(one.heard.members).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "[\"ann\"]", "{\"id\":\"ann\"}", "\"\"", "\"a\\nb\""})
    void aFrameThatDoesNotNameItsMemberIsReported(String user) {
        Sessions one = in(rooms()).hears(about("came", user)).hears(about("went", user));

        assertThat(one.heard.malformed).hasSize(2);
        assertThat(one.heard.members).isEmpty();
    }

    @Test
    void aFrameThatNamesNobodyOrNoRoomIsReported() {
        Sessions one = in(rooms())
                .hears("{\"type\":\"came\",\"payload\":{\"room\":\"hall\"}}")
                .hears("{\"type\":\"came\",\"payload\":[]}")
                .hears("{\"type\":\"went\",\"payload\":{\"user\":\"ann\"}}");

        assertThat(one.heard.malformed).hasSize(3);
        assertThat(one.heard.members).isEmpty();
    }

    @Test
    void wordsThatCannotBeMeantAreRefused() {
        refused(builder -> builder.members("users"), "join is missing");
        refused(builder -> builder.memberJoinedBy("came", "room", "user"), "join is missing");
        refused(builder -> builder.join("[$room]").members("users"), "joinedBy is missing");
        refused(builder -> builder.join("[$room]").memberLeftBy("error.", "room", ""), "memberLeftBy");
        refused(builder -> builder.members("a..b"), "members");
        refused(
                builder -> builder.join("[$room]")
                        .memberJoinedBy("x", "room", "user")
                        .memberLeftBy("x", "room", "user"),
                "'x' has two meanings");
    }

    private static void refused(UnaryOperator<JsonDialect.Builder> words, String why) {
        assertThatThrownBy(() -> words.apply(JsonDialect.builder("x")).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void theReadyDialectsTellNone() {
        for (JsonDialect dialect :
                new JsonDialect[] {JsonDialect.deviceEnvelope(), JsonDialect.topics(), JsonDialect.channels()}) {
            assertThat(dialect.members()).isEqualTo(MemberWords.NONE);
        }
    }
}
