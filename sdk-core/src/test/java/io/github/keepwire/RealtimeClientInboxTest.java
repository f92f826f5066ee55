// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Message;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.policy.RateLimit;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.stats.ClientStats;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to messages that listeners are too slow for, by policy. */
class RealtimeClientInboxTest {
    private final Queue<Runnable> callbacks = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();

    private Rig rig(Inbox inbox) {
        return rig(builder -> builder.inbox(inbox).callbackExecutor(callbacks::add));
    }

    private Rig rig(UnaryOperator<RealtimeClientBuilder> settings) {
        Rig rig = new Rig(settings);
        rig.client.on("note", message -> heard.add(message.payload().json()));
        rig.client.on("other", message -> heard.add("other " + message.payload().json()));
        rig.client.connect();
        rig.run();
        runCallbacks(rig);
        return rig;
    }

    private void flood(Rig rig, int from, int to) {
        for (int i = from; i <= to; i++) {
            rig.server.say("note||" + i);
        }
        rig.run();
    }

    private void runCallbacks(Rig rig) {
        for (Runnable callback = callbacks.poll(); callback != null; callback = callbacks.poll()) {
            callback.run();
            rig.run();
        }
    }

    private static ClientStats.Inbound stats(Rig rig) {
        return rig.client.stats().inbound();
    }

    @Test
    void theOldestGiveWayAndEveryOneIsCounted() {
        Rig rig = rig(Inbox.defaults().maxMessages(10).dropOldest());

        flood(rig, 1, 100);
        assertThat(stats(rig).waiting()).isEqualTo(10);
        runCallbacks(rig);

        assertThat(heard).containsExactly("1", "2", "3", "4", "5", "96", "97", "98", "99", "100");
        assertThat(stats(rig).delivered()).isEqualTo(100);
        assertThat(stats(rig).dropped()).isEqualTo(90);
        assertThat(stats(rig).waiting()).isZero();
    }

    @Test
    void theNewestGiveWay() {
        Rig rig = rig(Inbox.defaults().maxMessages(10).dropNewest());

        flood(rig, 1, 100);
        runCallbacks(rig);

        assertThat(heard).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        assertThat(stats(rig).dropped()).isEqualTo(90);
    }

    @Test
    void theLatestOfEachKeyStays() {
        Rig rig = rig(Inbox.defaults().maxMessages(10).latestPerKey(Message::type));

        flood(rig, 1, 50);
        rig.server.say("other||1");
        flood(rig, 51, 100);
        runCallbacks(rig);

        assertThat(heard).containsExactly("1", "2", "3", "4", "5", "100", "other 1");
        assertThat(stats(rig).dropped()).isEqualTo(94);
    }

    @Test
    void dropsAreToldOnceUntilTheListenersHaveCaughtUp() {
        Rig rig = rig(Inbox.defaults().maxMessages(4).dropOldest());

        flood(rig, 1, 50);
        runCallbacks(rig);
        assertThat(rig.errorCodes()).containsExactly(ErrorCode.INBOX_FULL);
        flood(rig, 1, 50);
        runCallbacks(rig);

        assertThat(rig.errorCodes()).containsExactly(ErrorCode.INBOX_FULL, ErrorCode.INBOX_FULL);
    }

    @Test
    void aKeyThatThrowsCostsItsMessageAndIsReported() {
        Rig rig = rig(Inbox.defaults().maxMessages(4).latestPerKey(message -> {
            throw new IllegalStateException("planned");
        }));

        flood(rig, 1, 10);
        runCallbacks(rig);

        assertThat(heard).containsExactly("1", "2");
        assertThat(stats(rig).dropped()).isEqualTo(8);
        assertThat(rig.errorCodes()).contains(ErrorCode.POLICY_FAILED);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aPauseThatLastsTooLongGivesWayToTheReserve() {
        Rig rig = rig(Inbox.defaults().maxMessages(10).pauseAtMost(ofSeconds(5)));
        flood(rig, 1, 1000);
        long paused = stats(rig).frames();
        rig.advance(ofSeconds(5).minusMillis(1));
        assertThat(stats(rig).frames()).isEqualTo(paused).isLessThan(40);

        rig.advance(ofMillis(1));

        assertThat(stats(rig).frames()).isEqualTo(1000);
        runCallbacks(rig);
        assertThat(heard)
                .hasSize(1000)
                .isSortedAccordingTo((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)));
        assertThat(stats(rig).dropped()).isZero();
    }

    @Test
    void aReserveThatIsFullLosesItsOldest() {
        Rig rig = rig(Inbox.defaults().maxMessages(10).pauseAtMost(ofSeconds(5)).reserveBytes(0));
        String kilobyte = "\"" + "x".repeat(1000) + "\"";
        for (int i = 0; i < 4000; i++) {
            rig.server.say("note||" + kilobyte);
        }
        rig.run();

        rig.advance(ofSeconds(6));

        assertThat(stats(rig).frames()).isEqualTo(4000);
        assertThat(stats(rig).waiting()).isBetween(2000L, 2120L);
        assertThat(stats(rig).dropped()).isEqualTo(4000 - stats(rig).waiting());
    }

    @Test
    void onceTheListenersHaveCaughtUpThePauseIsAsLongAgain() {
        Rig rig = rig(Inbox.defaults().maxMessages(10).pauseAtMost(ofSeconds(5)));
        flood(rig, 1, 100);
        rig.advance(ofSeconds(5));
        runCallbacks(rig);
        assertThat(heard).hasSize(100);

        flood(rig, 101, 1000);
        rig.advance(ofSeconds(4));

        assertThat(stats(rig).frames()).isLessThan(150);
    }

    @Test
    void aSendersSurplusIsDroppedAndCounted() {
        Rig rig = rig(builder -> builder.inboundLimit(RateLimit.perSecond(5).whenReached(RateLimit.Reached.DROP)));

        flood(rig, 1, 100);
        rig.advance(ofSeconds(1));
        flood(rig, 101, 102);

        assertThat(heard).containsExactly("1", "2", "3", "4", "5", "101", "102");
        assertThat(stats(rig).limited()).isEqualTo(95);
    }

    @Test
    void aSendersSurplusPausesTheSocket() {
        Rig rig = rig(builder -> builder.inboundLimit(RateLimit.perSecond(5)));

        flood(rig, 1, 1000);
        int first = heard.size();
        assertThat(first).as("the limit, and what was asked for before").isBetween(5, 5 + 17);
        rig.advance(ofSeconds(1));

        assertThat(heard.size()).isBetween(first + 1, first + 5 + 17);
        assertThat(stats(rig).limited()).isZero();
        rig.advance(ofSeconds(300));
        assertThat(heard).hasSize(1000);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void patienceThatEndsDuringAHoldLetsTheLoopRest() {
        Rig rig = rig(builder -> builder.inboundLimit(RateLimit.slidingWindow(10, ofSeconds(60)))
                .inbox(Inbox.defaults().maxMessages(4).pauseAtMost(ofSeconds(5)))
                .callbackExecutor(callbacks::add));

        flood(rig, 1, 40);
        rig.advance(ofSeconds(30));

        assertThat(rig.time.untilNext()).isPositive();
        runCallbacks(rig);
        rig.advance(ofSeconds(300));
        runCallbacks(rig);
        assertThat(heard).hasSize(40);
    }

    @Test
    void aHoldThatEndsDuringTheNextHandshakeLetsTheLoopRest() {
        Rig rig = new Rig(
                        PipeDialect.greeting(),
                        builder -> builder.inboundLimit(RateLimit.slidingWindow(1, ofSeconds(5)))
                                .reconnect(Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)))))
                .connected();
        flood(rig, 1, 2);
        rig.server.welcoming = false;
        rig.server.peer().cut();

        rig.advance(ofSeconds(9));

        assertThat(rig.time.untilNext()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "made|#x|{}"})
    void eventsThatAServerCausesAtWillAreBoundedAndThatIsToldOnce(String frame) {
        Rig rig = rig(Inbox.defaults().dropOldest());
        rig.client.onRoom(event -> heard.add("room"));
        for (int i = 0; i < 30_000; i++) {
            rig.server.say(frame);
        }
        rig.run();
        assertThat(stats(rig).waiting()).isLessThan(10_100);

        runCallbacks(rig);

        assertThat(rig.errors.size() + heard.size()).isBetween(9_000, 10_100);
        assertThat(rig.errorCodes()).filteredOn(ErrorCode.INBOX_FULL::equals).hasSize(1);
    }
}
