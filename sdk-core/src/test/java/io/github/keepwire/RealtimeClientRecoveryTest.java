// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.ErrorEvent;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.message.MessageFilter;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.stats.ClientStats;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.testing.ManualTime;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole clients of servers that number their messages. */
class RealtimeClientRecoveryTest {
    private static final JsonDialect WHOLE =
            JsonDialect.builder("whole").payload("data").sequence("seq").build();
    private static final JsonDialect CHANNELS =
            JsonDialect.channels().toBuilder().sequence("data.seq").build();

    private final ManualTime time = new ManualTime(7);
    private final List<LoopbackTransport.Server.Peer> peers = new ArrayList<>();
    /** Everything that listeners are told, in order. */
    private final List<String> told = new ArrayList<>();

    private final List<ErrorEvent> errors = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private CompletableFuture<List<String>> answer = new CompletableFuture<>();
    private RealtimeClient client;

    @AfterEach
    void everyFrameIsCountedOnce() {
        ClientStats.Inbound in = client.stats().inbound();
        assertThat(in.frames() + in.recovered())
                .as("%s", in)
                .isEqualTo(in.control()
                        + in.malformed()
                        + in.repeated()
                        + in.behind()
                        + in.invalid()
                        + in.filtered()
                        + in.limited()
                        + in.delivered());
        client.closeAsync(ZERO);
        time.run();
        assertThat(client.stats().inbound().behind()).isZero();
        assertThat(time.planned()).isZero();
    }

    // without a history

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
        return Stream.of("-1", "1.5", "2e0", "9223372036854775808", "99999999999999999999999", "\"\"", "\"x\"", "\"-2\"");
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
        say(1, 2, 3);
        frame("{\"type\":\"y\",\"seq\":4,\"data\":4}");

        assertThat(told).containsExactly("4");
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

    // with a history

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

        answer.complete(List.of("{\"type\":\"gesture\",\"data\":{\"seq\":2}}", "{\"type\":\"system\",\"data\":{\"seq\":2}}"));
        time.run();

        assertThat(asked).containsExactly("channel gesture 2-2");
        assertThat(heard).containsExactly("1", "2", "3");
        assertThat(told)
                .containsExactly("gesture 1", "gesture 2", "RECOVERED channel gesture 2-2", "gesture 3");
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
                Named.of("numbers of others", (scope, from, to) -> CompletableFuture.completedFuture(frames(1, 4, 5, 6))),
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

    // the rig

    private void connect(JsonDialect dialect, Recovery.History history) {
        connect(dialect, history, MessageFilter.everything());
    }

    private void connect(JsonDialect dialect, Recovery.History history, MessageFilter filter) {
        RealtimeClientBuilder builder = RealtimeClient.builder(URI.create("ws://numbers.test/ws"))
                .environment(time.environment())
                .transport(LoopbackTransport.to(new Server()))
                .reconnect(Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1))))
                .filter(filter)
                .protocol(dialect);
        client = (history == null ? builder : builder.history(history)).build();
        client.onError(errors::add);
        client.onRecovery(event ->
                told.add(event.kind() + " " + event.scope() + " " + event.from() + "-" + event.to()));
        client.onAny(message -> told.add(
                message.position() == null && message.scopes().isEmpty() || dialect == WHOLE
                        ? said(message.type(), message.payload().json())
                        : message.type() + " " + message.payload().field("seq")));
        client.connect();
        time.run();
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
    }

    private static String said(String type, String json) {
        return json.startsWith("{\"seq\":") ? type + " " + json.substring(7, json.length() - 1) : json;
    }

    private CompletionStage<List<String>> history(Scope scope, long from, long to) {
        asked.add(scope + " " + from + "-" + to);
        return answer;
    }

    private void reconnect() {
        peers.get(peers.size() - 1).cut();
        time.run();
        time.advance(ofSeconds(1));
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
    }

    private void say(long... numbers) {
        frames(numbers).forEach(this::frame);
    }

    private void channel(String name, long number) {
        frame("{\"type\":\"" + name + "\",\"data\":{\"seq\":" + number + "}}");
    }

    private void frame(String frame) {
        peers.get(peers.size() - 1).send(frame);
        time.run();
    }

    private static List<String> frames(long... numbers) {
        return LongStream.of(numbers)
                .mapToObj(number -> "{\"type\":\"x\",\"seq\":" + number + ",\"data\":" + number + "}")
                .toList();
    }

    private List<ErrorCode> errorCodes() {
        return errors.stream().map(event -> event.error().code()).toList();
    }

    /** Confirms nothing: what it says is what the test says. */
    private final class Server implements LoopbackTransport.Server {
        @Override
        public void opened(LoopbackTransport.Server.Peer peer) {
            peers.add(peer);
        }

        @Override
        public void received(LoopbackTransport.Server.Peer peer, Frame frame) {
            // it listens to nobody
        }

        @Override
        public void ended(LoopbackTransport.Server.Peer peer, Link.End end) {
            // nothing is kept
        }
    }
}
