// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static io.github.keepwire.Rig.statusOf;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.Retry;
import io.github.keepwire.policy.SendOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a client does about a refusal or a loss, on virtual time. */
class RealtimeClientReconnectTest {
    private static final Reconnect EVERY_SECOND = Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)));
    private static final ConnectionException BUSY = ConnectionException.refused("pipe.test:80", 503, null);
    private static final ConnectionException UNAUTHORIZED = ConnectionException.refused("pipe.test:80", 401, null);

    private static Rig rig(Reconnect reconnect) {
        return new Rig(builder -> builder.reconnect(reconnect));
    }

    private static Rig rig(UnaryOperator<RealtimeClientBuilder> settings) {
        return new Rig(builder -> settings.apply(builder.reconnect(EVERY_SECOND)));
    }

    @Test
    void aLostLinkIsOpenedAgainAfterTheBackoff() {
        Rig rig = rig(EVERY_SECOND).connected();

        rig.server.peer().cut();
        rig.run();

        assertThat(rig.client.state()).isEqualTo(ConnectionState.RECONNECTING);
        rig.advance(ofMillis(999));
        assertThat(rig.server.peers).hasSize(1);
        rig.advance(ofMillis(1));
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(rig.states())
                .containsExactly(
                        "IDLE -> CONNECTING", "CONNECTING -> OPEN", "OPEN -> RECONNECTING", "RECONNECTING -> OPEN");
    }

    @Test
    void aLossIsToldWithItsErrorTheAttemptToComeAndItsDelay() {
        Rig rig = rig(EVERY_SECOND).connected();

        rig.server.peer().close(1012, "restart");
        rig.run();

        StateChange lost = rig.changes.get(2);
        assertThat(lost.error().code()).isEqualTo(ErrorCode.CLOSED_BY_PEER);
        assertThat(((ConnectionException) lost.error()).closeCode()).contains(1012);
        assertThat(lost.next().number()).isEqualTo(1);
        assertThat(lost.next().delay()).isGreaterThanOrEqualTo(ofSeconds(1));
        assertThat(lost.reason()).contains("1012");
    }

    @Test
    void eachFailedAttemptIsToldAndConnectWaitsThroughAllOfThem() {
        Rig rig = rig(EVERY_SECOND);
        rig.server.refusal = BUSY;

        CompletableFuture<Void> opened = rig.client.connect();
        rig.advance(ofMillis(2500));

        assertThat(opened).isNotDone();
        assertThat(rig.states())
                .containsExactly(
                        "IDLE -> CONNECTING",
                        "CONNECTING -> RECONNECTING",
                        "RECONNECTING -> RECONNECTING",
                        "RECONNECTING -> RECONNECTING");
        assertThat(rig.changes.stream()
                        .skip(1)
                        .map(change -> change.next().number())
                        .toList())
                .containsExactly(1, 2, 3);
        rig.server.refusal = null;
        rig.advance(ofSeconds(1));
        assertThat(opened).isCompleted();
    }

    @Test
    void attemptsEndInFailedWithTheReasonAndConnectStartsAnew() {
        Rig rig = rig(EVERY_SECOND.maxAttempts(2));
        rig.server.refusal = BUSY;

        CompletableFuture<Void> opened = rig.client.connect();
        rig.advance(ofMinutes(1));

        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
        assertThat(failureOf(opened)).isSameAs(BUSY);
        assertThat(rig.server.requests).hasSize(3);
        assertThat(rig.changes.get(rig.changes.size() - 1).reason()).contains("gave up after 2 attempts");
        assertThat(rig.time.planned()).isZero();
        rig.server.refusal = null;
        rig.connected();
    }

    @Test
    void theSeedsTableOfTenDelaysIsKept() {
        Rig rig = rig(Reconnect.alertTable());
        rig.server.refusal = BUSY;
        rig.client.connect();
        List<Duration> delays = new ArrayList<>();

        rig.advance(ofHours(2));

        rig.changes.stream()
                .filter(change -> change.next() != null)
                .forEach(change -> delays.add(change.next().delay()));
        assertThat(delays)
                .containsExactly(
                        ofSeconds(1),
                        ofSeconds(2),
                        ofSeconds(5),
                        ofSeconds(10),
                        ofSeconds(30),
                        ofMinutes(1),
                        ofMinutes(2),
                        ofMinutes(5),
                        ofMinutes(10),
                        ofMinutes(30));
        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
    }

    @Test
    void attemptsAreForgottenOnlyAfterAStableConnection() {
        Rig rig = rig(EVERY_SECOND.stableAfter(ofSeconds(10))).connected();

        rig.advance(ofMillis(50));
        rig.server.peer().cut();
        rig.advance(ofSeconds(1));
        rig.advance(ofMillis(50));
        rig.server.peer().cut();
        rig.run();
        assertThat(lastAttempt(rig)).isEqualTo(2);
        rig.advance(ofSeconds(1));
        rig.advance(ofSeconds(10));
        rig.server.peer().cut();
        rig.run();

        assertThat(lastAttempt(rig)).isEqualTo(1);
    }

    @Test
    void retryAfterIsHonouredUpToItsCap() {
        Rig rig = rig(EVERY_SECOND.retryAfterAtMost(ofSeconds(20)));
        rig.server.refusal = ConnectionException.refused("pipe.test:80", 503, ofSeconds(7));
        rig.client.connect();
        rig.run();
        assertThat(lastDelay(rig)).isBetween(ofSeconds(7), ofSeconds(8));

        rig.server.refusal = ConnectionException.refused("pipe.test:80", 503, ofHours(3));
        rig.advance(ofSeconds(8));

        assertThat(lastDelay(rig)).isBetween(ofSeconds(20), ofSeconds(21));
    }

    @Test
    void aRefusalForGoodIsNotTriedAgain() {
        Rig rig = rig(EVERY_SECOND);
        rig.server.refusal = ConnectionException.refused("pipe.test:80", 403, null);

        CompletableFuture<Void> opened = rig.client.connect();
        rig.advance(ofMinutes(10));

        assertThat(failureOf(opened).code()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED);
        assertThat(rig.server.requests).hasSize(1);
    }

    @Test
    void unauthorizedIsTriedOnceMoreWithAFreshToken() {
        AtomicInteger tokens = new AtomicInteger();
        Rig rig = rig(builder ->
                builder.token(() -> CompletableFuture.completedFuture(Token.of("t" + tokens.incrementAndGet()))));
        rig.server.refusal = UNAUTHORIZED;

        CompletableFuture<Void> opened = rig.client.connect();
        rig.advance(ofMinutes(10));

        assertThat(tokens).hasValue(2);
        assertThat(rig.server.requests).hasSize(2);
        assertThat(failureOf(opened)).isSameAs(UNAUTHORIZED);
    }

    @Test
    void everyAttemptHasAFreshToken() {
        AtomicInteger tokens = new AtomicInteger();
        Rig rig = rig(builder -> builder.token(
                        () -> CompletableFuture.completedFuture(Token.of("t" + tokens.incrementAndGet()))))
                .connected();

        rig.server.peer().cut();
        rig.advance(ofSeconds(1));

        assertThat(tokens).hasValue(2);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aTokenProviderThatFailsIsAskedAgainUnlessItSaysThatThisIsUseless() {
        AtomicInteger asked = new AtomicInteger();
        Rig rig = rig(builder -> builder.token(() -> {
            if (asked.incrementAndGet() < 3) {
                throw new IllegalStateException("planned");
            }
            return CompletableFuture.completedFuture(Token.of("t"));
        }));

        rig.client.connect();
        rig.advance(ofSeconds(2));

        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(asked).hasValue(3);
    }

    @Test
    void whatTheTokenProviderKnowsBetterIsHeeded() {
        ConnectionException forGood = new ConnectionException(ErrorCode.AUTHENTICATION_REFUSED, "locked out", null);
        Rig rig = rig(builder -> builder.token(() -> {
            throw forGood;
        }));

        CompletableFuture<Void> opened = rig.client.connect();
        rig.advance(ofMinutes(1));

        assertThat(failureOf(opened)).isSameAs(forGood);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
    }

    @Test
    void theApplicationMayDecideOtherwise() {
        Rig rig = rig(EVERY_SECOND.deciding(error -> Retry.LATER));
        rig.server.refusal = ConnectionException.refused("pipe.test:80", 403, null);
        rig.client.connect();
        rig.run();
        assertThat(rig.client.state()).isEqualTo(ConnectionState.RECONNECTING);
    }

    @Test
    void aDecisionThatThrowsIsReportedAndTheUsualOneStandsIn() {
        Rig rig = rig(EVERY_SECOND.deciding(error -> {
                    throw new IllegalStateException("planned");
                }))
                .connected();

        rig.server.peer().cut();
        rig.advance(ofSeconds(1));

        assertThat(rig.errorCodes()).containsExactly(ErrorCode.POLICY_FAILED);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void atOnceIsAtOnceButOnlyOnceInARow() {
        Rig rig = rig(EVERY_SECOND.deciding(error -> Retry.NOW)).connected();

        rig.server.peer().cut();
        rig.run();
        assertThat(rig.server.peers).hasSize(2);
        rig.server.peer().cut();
        rig.run();

        assertThat(rig.server.peers).hasSize(2);
        assertThat(lastDelay(rig)).isEqualTo(ofSeconds(1));
    }

    @Test
    void whatIsQueuedAndUnackedIsDeliveredAfterAnOutage() {
        Rig rig = rig(EVERY_SECOND).connected();
        Receipt unacked = rig.send("1", SendOptions.acked(ofMinutes(1)));
        rig.run();
        rig.server.peer().cut();
        rig.run();
        Receipt queued = rig.send("2", SendOptions.queued());
        rig.server.acking = true;

        rig.advance(ofSeconds(1));

        assertThat(rig.server.ids("note")).containsExactly("1", "1", "2");
        assertThat(statusOf(unacked)).isEqualTo(Outcome.Status.ACKED);
        assertThat(statusOf(queued)).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void closingGoesOnTryingToDeliverUntilTheDrainIsOver() {
        Rig rig = rig(EVERY_SECOND).connected();
        rig.server.peer().cut();
        rig.run();
        Receipt queued = rig.send("1", SendOptions.queued());
        rig.run();

        CompletableFuture<Void> closed = rig.client.closeAsync(ofSeconds(5));
        rig.advance(ofSeconds(2));

        assertThat(statusOf(queued)).isEqualTo(Outcome.Status.SENT);
        assertThat(closed).isCompleted();
        assertThat(rig.time.planned()).isZero();
    }

    @Test
    void closingWithNothingToDeliverEndsTheWaitAtOnce() {
        Rig rig = rig(EVERY_SECOND).connected();
        rig.server.peer().cut();
        rig.run();

        CompletableFuture<Void> closed = rig.client.closeAsync(ofSeconds(5));
        rig.run();

        assertThat(closed).isCompleted();
        assertThat(rig.time.planned()).isZero();
    }

    @Test
    void aDrainThatCannotConnectEndsInTime() {
        Rig rig = rig(EVERY_SECOND).connected();
        rig.server.refusal = BUSY;
        rig.server.peer().cut();
        rig.run();
        Receipt queued = rig.send("1", SendOptions.queued());
        rig.run();

        CompletableFuture<Void> closed = rig.client.closeAsync(ofSeconds(5));
        rig.advance(ofSeconds(5).minus(ofNanos(1)));
        assertThat(closed).isNotDone();
        rig.advance(ofNanos(1));

        assertThat(closed).isCompleted();
        assertThat(statusOf(queued)).isEqualTo(Outcome.Status.FAILED);
        assertThat(rig.time.planned()).isZero();
    }

    @Test
    void anEndlessOutageKeepsOneTimerAndNoLinks() {
        Rig rig = rig(Reconnect.defaults()).connected();
        rig.server.refusal = BUSY;
        rig.server.peer().cut();

        rig.advance(ofHours(24));

        assertThat(rig.time.planned()).isLessThanOrEqualTo(1);
        assertThat(rig.server.peers.stream().filter(peer -> peer.isOpen())).isEmpty();
        assertThat(rig.server.requests).hasSizeBetween(24 * 60 * 2, 24 * 60 * 10);
    }

    private static int lastAttempt(Rig rig) {
        return rig.changes.get(rig.changes.size() - 1).next().number();
    }

    private static Duration lastDelay(Rig rig) {
        return rig.changes.get(rig.changes.size() - 1).next().delay();
    }
}
