// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.internal.json.JacksonCodec;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessageFilterTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:30:15Z");

    @Test
    void aGroupHearsItsOwnMessagesOnly() {
        MessageFilter home = MessageFilter.group("home");

        assertThat(home.accepts(withPayload("{\"groupId\":\"home\"}"), NOW)).isTrue();
        assertThat(home.accepts(withPayload("{\"groupId\":\"office\"}"), NOW)).isFalse();
        assertThat(home.accepts(withPayload("{}"), NOW)).isFalse();
        assertThat(home.accepts(withPayload("[1]"), NOW)).isFalse();
    }

    @Test
    void aRoleHearsItsTypesOnly() {
        MessageFilter monitor = MessageFilter.types("blueAlert", "deviceRegister");

        assertThat(monitor.accepts(Message.builder("blueAlert").build(), NOW)).isTrue();
        assertThat(monitor.accepts(Message.builder("heartbeat").build(), NOW)).isFalse();
    }

    @Test
    void whatIsTooOldIsHeldBack() {
        MessageFilter fresh = MessageFilter.maxAge(Duration.ofMinutes(5));

        assertThat(fresh.accepts(at(NOW.minusSeconds(300)), NOW)).isTrue();
        assertThat(fresh.accepts(at(NOW.minusSeconds(301)), NOW)).isFalse();
        assertThat(fresh.accepts(at(NOW.plusSeconds(60)), NOW)).isTrue();
        assertThat(fresh.accepts(Message.builder("x").build(), NOW)).isTrue();
    }

    @Test
    void anIdIsHeardOnceAmongTheLastSoMany() {
        MessageFilter distinct = MessageFilter.distinct(2).fresh();

        assertThat(distinct.accepts(withId("a"), NOW)).isTrue();
        assertThat(distinct.accepts(withId("a"), NOW)).isFalse();
        assertThat(distinct.accepts(withId("b"), NOW)).isTrue();
        assertThat(distinct.accepts(withId("c"), NOW)).isTrue();
        assertThat(distinct.accepts(withId("a"), NOW)).as("forgotten by now").isTrue();
        assertThat(distinct.accepts(Message.builder("x").build(), NOW)).isTrue();
        assertThat(distinct.accepts(Message.builder("x").build(), NOW)).isTrue();
    }

    @Test
    void anIdThatKeepsComingStaysRemembered() {
        MessageFilter distinct = MessageFilter.distinct(2);
        distinct.accepts(withId("a"), NOW);
        distinct.accepts(withId("b"), NOW);

        assertThat(distinct.accepts(withId("a"), NOW)).isFalse();
        assertThat(distinct.accepts(withId("c"), NOW)).isTrue();
        assertThat(distinct.accepts(withId("a"), NOW)).isFalse();
        assertThat(distinct.accepts(withId("b"), NOW))
                .as("the one that rested longest")
                .isTrue();
    }

    @Test
    void sendersMayUseTheSameIds() {
        MessageFilter distinct = MessageFilter.distinct(10);

        assertThat(distinct.accepts(from("hall", "1"), NOW)).isTrue();
        assertThat(distinct.accepts(from("door", "1"), NOW)).isTrue();
        assertThat(distinct.accepts(from("hall", "1"), NOW)).isFalse();
    }

    @Test
    void eachClientRemembersForItself() {
        MessageFilter both = MessageFilter.types("x").and(MessageFilter.distinct(10));
        MessageFilter first = both.fresh();
        MessageFilter second = both.fresh();

        assertThat(first.accepts(withId("a"), NOW)).isTrue();
        assertThat(first.accepts(withId("a"), NOW)).isFalse();
        assertThat(second.accepts(withId("a"), NOW)).isTrue();
    }

    @Test
    void aSecondFilterIsNotAskedAboutWhatTheFirstHoldsBack() {
        MessageFilter filter = MessageFilter.types("y").and((message, now) -> {
            throw new AssertionError("asked");
        });

        assertThat(filter.accepts(withId("a"), NOW)).isFalse();
    }

    @Test
    void filtersThatMakeNoSenseAreNamedWhenTheyAreMade() {
        assertThatThrownBy(() -> MessageFilter.distinct(0)).hasMessage("capacity must be positive: 0");
        assertThatThrownBy(() -> MessageFilter.maxAge(Duration.ZERO)).hasMessage("age must be positive: PT0S");
    }

    private static Message withPayload(String json) {
        return Message.builder("x")
                .payload(Payload.ofJson(json, new JacksonCodec()))
                .build();
    }

    private static Message from(String device, String id) {
        return Message.builder("x").id(id).sender(Identity.of(device, "")).build();
    }

    private static Message withId(String id) {
        return Message.builder("x").id(id).build();
    }

    private static Message at(Instant timestamp) {
        return Message.builder("x").timestamp(timestamp).build();
    }
}
