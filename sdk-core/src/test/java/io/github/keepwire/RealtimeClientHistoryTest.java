// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.Recovery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole clients of servers that number their messages and have a history. */
class RealtimeClientHistoryTest extends NumbersRig {
    @Test
    void whatWasMissedIsFetchedAndDeliveredBeforeWhatFollows() {
        connect(WHOLE, this::history);
        say(1, 2);
        reconnect();
        say(5, 6);
        assertThat(told).containsExactly("1", "2");
        assertThat(asked).containsExactly("null 3-4");
        assertThat(client.stats().inbound().behind()).isEqualTo(2);

        answer.complete(frames(4, 3));
        time.run();
        say(7);

        assertThat(told).containsExactly("1", "2", "3", "4", "RECOVERED null 3-4", "5", "6", "7");
        assertThat(client.stats().inbound().recovered()).isEqualTo(2);
        assertThat(errors).isEmpty();
    }

    @Test
    void whatIsFetchedForAChannelIsHeardByItsSubscribers() {
        connect(CHANNELS, this::history);
        List<String> heard = new ArrayList<>();
        client.subscribe("gesture", message -> heard.add(message.payload().field("seq")));
        time.run();
        channel("gesture", 1);
        channel("gesture", 3);

        answer.complete(
                List.of("{\"type\":\"gesture\",\"data\":{\"seq\":2}}", "{\"type\":\"system\",\"data\":{\"seq\":2}}"));
        time.run();

        assertThat(asked).containsExactly("channel gesture 2-2");
        assertThat(heard).containsExactly("1", "2", "3");
        assertThat(told).containsExactly("gesture 1", "gesture 2", "RECOVERED channel gesture 2-2", "gesture 3");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAnswers")
    void aHistoryThatDoesNotDoItsWorkIsAGapAndAnError(Recovery.History bad) {
        connect(WHOLE, bad);
        say(1);

        say(4, 5);
        time.advance(ofSeconds(10));

        assertThat(told).containsExactly("1", "GAP null 2-3", "4", "5");
        assertThat(errorCodes()).containsExactly(ErrorCode.PROVIDER_FAILED);
        say(6);
        assertThat(told).endsWith("6");
    }

    static Stream<Named<Recovery.History>> badAnswers() {
        return Stream.of(
                Named.of("throws", (scope, from, to) -> {
                    throw new IllegalStateException("planned");
                }),
                Named.of("throws an error", (scope, from, to) -> {
                    throw new NoClassDefFoundError("planned");
                }),
                Named.of("null", (scope, from, to) -> null),
                Named.of("a null list", (scope, from, to) -> CompletableFuture.completedFuture(null)),
                Named.of("nothing", (scope, from, to) -> CompletableFuture.completedFuture(List.of())),
                Named.of(
                        "null frames",
                        (scope, from, to) -> CompletableFuture.completedFuture(Collections.singletonList(null))),
                Named.of("no JSON", (scope, from, to) -> CompletableFuture.completedFuture(List.of("<html>", ""))),
                Named.of(
                        "numbers of others",
                        (scope, from, to) -> CompletableFuture.completedFuture(frames(1, 4, 5, 6))),
                Named.of(
                        "fails",
                        (scope, from, to) -> CompletableFuture.failedFuture(new IllegalStateException("planned"))),
                Named.of("hangs", (scope, from, to) -> new CompletableFuture<>()));
    }

    @Test
    void anIncompleteAnswerIsDeliveredAndTheRestTold() {
        connect(WHOLE, this::history);
        say(1);
        say(5);

        answer.complete(frames(3));
        time.run();

        assertThat(told).containsExactly("1", "GAP null 2-2", "3", "GAP null 4-4", "5");
        assertThat(errorCodes()).containsExactly(ErrorCode.PROVIDER_FAILED);
    }

    @Test
    void aLinkLostDuringTheFetchChangesNothing() {
        connect(WHOLE, this::history);
        say(1);
        say(3);
        reconnect();
        say(4);

        answer.complete(frames(2));
        time.run();

        assertThat(told).containsExactly("1", "2", "RECOVERED null 2-2", "3", "4");
    }

    @Test
    void closingDuringTheFetchTellsTheGapAndDeliversWhatWaited() {
        connect(WHOLE, this::history);
        say(1);
        say(3);

        client.closeAsync(ZERO);
        time.run();
        answer.complete(frames(2));
        time.run();

        assertThat(told).containsExactly("1", "GAP null 2-2", "3");
        assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void anAnswerThatComesTooLateIsPassedOver() {
        connect(WHOLE, this::history);
        say(1);
        say(3);
        time.advance(ofSeconds(10));

        answer.complete(frames(2));
        time.run();

        assertThat(told).containsExactly("1", "GAP null 2-2", "3");
    }

    @Test
    void oneQuestionIsAskedAtATimeAndNoneWaitsLongerThanTheDeadline() {
        connect(CHANNELS, this::history);
        client.subscribe("gesture", message -> {});
        client.subscribe("system", message -> {});
        time.run();
        channel("gesture", 1);
        channel("system", 1);
        channel("gesture", 3);
        channel("system", 3);
        assertThat(asked).containsExactly("channel gesture 2-2");

        time.advance(ofSeconds(10));

        assertThat(told)
                .containsExactly(
                        "gesture 1",
                        "system 1",
                        "GAP channel gesture 2-2",
                        "gesture 3",
                        "GAP channel system 2-2",
                        "system 3");
        assertThat(errorCodes()).containsExactly(ErrorCode.PROVIDER_FAILED, ErrorCode.PROVIDER_FAILED);
    }

    @Test
    void theNextQuestionIsAskedOnceTheFirstIsAnswered() {
        connect(CHANNELS, this::history);
        client.subscribe("gesture", message -> {});
        client.subscribe("system", message -> {});
        time.run();
        channel("gesture", 1);
        channel("system", 1);
        channel("gesture", 3);
        channel("system", 3);
        CompletableFuture<List<String>> first = answer;
        answer = new CompletableFuture<>();

        first.complete(List.of("{\"type\":\"gesture\",\"data\":{\"seq\":2}}"));
        time.run();
        assertThat(asked).containsExactly("channel gesture 2-2", "channel system 2-2");
        answer.complete(List.of("{\"type\":\"system\",\"data\":{\"seq\":2}}"));
        time.run();

        assertThat(told).endsWith("system 2", "RECOVERED channel system 2-2", "system 3");
    }
}
