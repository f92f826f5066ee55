// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.auth.Token;
import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The token of an open connection is renewed before it expires. Time is virtual: the rig's heartbeat is answered. */
class TokenRenewalTest {
    private static final Reconnect EVERY_SECOND =
            Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)).noJitter());

    /** When the provider was asked, in seconds since the test began. */
    private final List<Long> asked = new ArrayList<>();
    /** How long the tokens live that the provider brings; null for those that do not tell. */
    private Duration life;
    /** From which question on the provider fails, and until which. */
    private int failsFrom = Integer.MAX_VALUE;

    private int failsUntil = Integer.MAX_VALUE;

    private Rig rig;
    private long begin;

    // when it is due

    @Test
    void aTokenIsRenewedAMinuteBeforeItExpires() {
        life = ofMinutes(10);
        inBand(builder -> builder).connected();

        rig.advance(ofMinutes(9).minusNanos(1));
        assertThat(asked).containsExactly(0L);
        rig.advance(ofMinutes(10));

        assertThat(asked).containsExactly(0L, 540L, 1080L);
        assertThat(rig.server.payloads("renew")).containsExactly("t2", "t3");
        assertThat(rig.server.requests).hasSize(1);
    }

    @Test
    void theLeadIsASetting() {
        life = ofMinutes(10);
        inBand(builder -> builder.tokenRefresh(TokenProvider.Refresh.defaults().lead(ofSeconds(30))))
                .connected();

        rig.advance(ofMinutes(10));

        assertThat(asked).containsExactly(0L, 570L);
    }

    @Test
    void aTokenOfShortLifeIsRenewedHalfWayThroughIt() {
        life = ofSeconds(80);
        inBand(builder -> builder).connected();

        rig.advance(ofSeconds(100));

        assertThat(asked).containsExactly(0L, 40L, 80L);
    }

    @Test
    void aTokenThatTellsNoExpiryIsNotRenewed() {
        inBand(builder -> builder).connected();

        rig.advance(ofMinutes(60));

        assertThat(asked).containsExactly(0L);
    }

    @Test
    void anIntervalRenewsWhateverTheTokenTells() {
        inBand(builder -> builder.tokenRefresh(TokenProvider.Refresh.every(ofMinutes(4))))
                .connected();

        rig.advance(ofMinutes(9));

        assertThat(asked).containsExactly(0L, 240L, 480L);
        assertThat(rig.server.payloads("renew")).containsExactly("t2", "t3");
    }

    @Test
    void neverMeansThatNoExpiryCounts() {
        life = ofSeconds(-5);
        inBand(builder -> builder.tokenRefresh(TokenProvider.Refresh.never())).connected();

        rig.advance(ofMinutes(60));

        assertThat(asked).containsExactly(0L);
    }

    @Test
    void aTokenThatTheDialectAskedForCountsToo() {
        life = ofMinutes(10);
        inBand(builder -> builder).connected();
        rig.advance(ofMinutes(5));
        rig.hear("ask||");

        rig.advance(ofMinutes(8));
        assertThat(asked).containsExactly(0L, 300L);
        rig.advance(ofMinutes(1));

        assertThat(asked).containsExactly(0L, 300L, 840L);
    }

    @Test
    void aClosedClientRenewsNothing() {
        life = ofMinutes(10);
        inBand(builder -> builder).connected();
        rig.client.closeAsync(Duration.ZERO);
        rig.run();

        rig.advance(ofMinutes(20));

        assertThat(asked).containsExactly(0L);
        assertThat(rig.time.planned()).isZero();
    }

    // a planned reconnect

    @Test
    void aDialectWithoutWordsForItReconnectsAtOnceWithTheFreshToken() {
        life = ofMinutes(10);
        reconnecting(builder -> builder).connected();
        rig.changes.clear();

        rig.advance(ofMinutes(9));

        assertThat(asked).as("the token in hand is the one that is shown").containsExactly(0L, 540L);
        assertThat(shown()).containsExactly("Bearer t1", "Bearer t2");
        assertThat(rig.states()).containsExactly("OPEN -> RECONNECTING", "RECONNECTING -> OPEN");
        StateChange left = rig.changes.get(0);
        assertThat(left.reason()).isEqualTo("pipe.test:80 was left to come back with a fresh token");
        assertThat(left.next()).isEqualTo(new StateChange.Attempt(1, Duration.ZERO));
        assertThat(rig.server.peers).hasSize(2);
    }

    @Test
    void aPlannedReconnectIsNoAttemptOfThePolicy() {
        life = ofMinutes(10);
        reconnecting(builder -> builder.reconnect(Reconnect.off())).connected();

        rig.advance(ofMinutes(60));

        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(rig.server.peers).hasSizeGreaterThan(5);
    }

    @Test
    void aPlannedReconnectWaitsUntilEverythingIsWrittenAndLosesNothing() {
        life = ofMinutes(10);
        reconnecting(builder -> builder).connected();
        rig.server.acking = true;
        rig.dialect.confirms = false;
        Subscription wanted = rig.client.subscribe("c", message -> {});
        rig.advance(ofMinutes(9).minusMillis(10));
        rig.latency = ofSeconds(2);
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            receipts.add(rig.send("m" + i, i % 2 == 0 ? SendOptions.acked(ofSeconds(10)) : SendOptions.queued()));
        }

        rig.advance(ofSeconds(1));
        assertThat(rig.server.peers).as("something is being written").hasSize(1);
        receipts.add(rig.send("late", SendOptions.queued()));
        rig.latency = Duration.ZERO;
        rig.advance(ofSeconds(30));

        assertThat(rig.server.peers).hasSize(2);
        assertThat(receipts)
                .extracting(Rig::statusOf)
                .allMatch(status -> status == Outcome.Status.ACKED || status == Outcome.Status.SENT);
        assertThat(rig.server.ids("note")).contains("late", "m0", "m49");
        assertThat(rig.server.frames)
                .filteredOn(frame -> frame.equals("enter||c"))
                .hasSize(2);
        assertThat(wanted.state()).isEqualTo(Subscription.State.ACTIVE);
    }

    @Test
    void aStreamOfMessagesDoesNotPutItOffForEver() {
        life = ofMinutes(10);
        reconnecting(builder -> builder).connected();
        rig.advance(ofMinutes(9).minusMillis(10));
        rig.latency = ofSeconds(1);
        for (int i = 0; i < 60; i++) {
            rig.send("m" + i, SendOptions.queued());
            rig.advance(Duration.ofMillis(500));
        }
        rig.latency = Duration.ZERO;
        rig.advance(ofSeconds(10));

        assertThat(shown()).contains("Bearer t2");
        assertThat(rig.server.ids("note")).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void aLinkThatIsLostMeanwhileComesBackWithATokenOfItsOwn() {
        life = ofMinutes(10);
        reconnecting(builder -> builder.reconnect(EVERY_SECOND)).connected();
        rig.advance(ofMinutes(5));
        rig.server.peer().cut();

        rig.advance(ofMinutes(5));

        assertThat(asked).containsExactly(0L, 301L);
        assertThat(shown()).containsExactly("Bearer t1", "Bearer t2");
    }

    // a provider that fails

    @Test
    void aProviderThatFailsIsReportedAndAskedAgainEvenWhenTheTokenHasExpired() {
        life = ofMinutes(10);
        failsFrom = 2;
        failsUntil = 6;
        inBand(builder -> builder).connected();

        rig.advance(ofMinutes(12));

        assertThat(asked).containsExactly(0L, 540L, 550L, 570L, 610L, 670L);
        assertThat(rig.errorCodes()).hasSize(5).containsOnly(ErrorCode.PROVIDER_FAILED);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        rig.advance(ofSeconds(30));
        assertThat(rig.server.payloads("renew")).containsExactly("t7");
        assertThat(rig.server.peers).hasSize(1);
    }

    @Test
    void aProviderThatRecoversIsBelieved() {
        life = ofMinutes(10);
        failsFrom = 2;
        failsUntil = 3;
        inBand(builder -> builder).connected();

        rig.advance(ofMinutes(19));

        assertThat(asked).containsExactly(0L, 540L, 550L, 570L, 1110L);
        assertThat(rig.server.payloads("renew")).containsExactly("t4", "t5");
    }

    @Test
    void withoutAnExpiryItIsAskedEveryMinuteAtLast() {
        failsFrom = 2;
        inBand(builder -> builder.tokenRefresh(TokenProvider.Refresh.every(ofMinutes(4))))
                .connected();

        rig.advance(ofMinutes(9));

        assertThat(asked).containsExactly(0L, 240L, 250L, 270L, 310L, 370L, 430L, 490L);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    // loops

    @Test
    void tokensOfAFewSecondsAreRenewedEveryTenSecondsAtMost() {
        life = ofSeconds(12);
        inBand(builder -> builder).connected();

        rig.advance(ofSeconds(60));

        assertThat(asked).hasSizeLessThanOrEqualTo(7);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aTokenThatHasExpiredAlreadyIsNotShownAndTheAttemptFails() {
        life = Duration.ZERO;
        reconnecting(builder -> builder.reconnect(EVERY_SECOND));

        rig.client.connect();
        rig.advance(ofSeconds(10));

        assertThat(rig.server.requests).isEmpty();
        assertThat(asked).hasSize(11);
        assertThat(rig.changes)
                .filteredOn(change -> change.error() != null)
                .isNotEmpty()
                .allSatisfy(change -> assertThat(change.error().code()).isEqualTo(ErrorCode.PROVIDER_FAILED));
        life = ofMinutes(10);
        rig.advance(ofSeconds(1));
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aServerThatRefusesEveryFreshTokenIsBelievedAtTheSecond() {
        life = ofMinutes(10);
        reconnecting(builder -> builder.reconnect(EVERY_SECOND)).connected();
        rig.server.onRequest = request -> ConnectionException.refused("pipe.test", 401, null);

        rig.advance(ofMinutes(60));

        assertThat(shown()).containsExactly("Bearer t1", "Bearer t2", "Bearer t3");
        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
        rig.server.onRequest = request -> null;
        rig.connected();
    }

    @Test
    void aServerThatClosesWith1008GetsOneFreshTokenAndAnotherOnlyWhenItIsAskedFor() {
        life = ofMinutes(10);
        reconnecting(builder -> builder.reconnect(EVERY_SECOND)).connected();
        rig.server.peer().close(1008, "bad token");
        rig.advance(ofSeconds(2));
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);

        rig.server.peer().close(1008, "bad token");
        rig.advance(ofMinutes(60));

        assertThat(shown()).containsExactly("Bearer t1", "Bearer t2");
        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
        assertThat(rig.changes.get(rig.changes.size() - 1).reason()).contains("1008", "bad token");
        rig.connected();
        assertThat(shown()).endsWith("Bearer t3");
    }

    // the scene

    private Rig inBand(UnaryOperator<RealtimeClientBuilder> settings) {
        return scene(PipeDialect.renewing(), settings);
    }

    private Rig reconnecting(UnaryOperator<RealtimeClientBuilder> settings) {
        return scene(new PipeDialect(), settings);
    }

    private Rig scene(PipeDialect dialect, UnaryOperator<RealtimeClientBuilder> settings) {
        rig = new Rig(dialect, builder -> settings.apply(builder.token(this::token)));
        begin = rig.time.environment().ticker().nanos();
        return rig;
    }

    private CompletableFuture<Token> token() {
        asked.add((rig.time.environment().ticker().nanos() - begin) / 1_000_000_000L);
        int number = asked.size();
        if (number >= failsFrom && number <= failsUntil) {
            throw new IllegalStateException("planned");
        }
        Token token = Token.of("t" + number);
        return CompletableFuture.completedFuture(
                life == null
                        ? token
                        : token.expiresAt(
                                rig.time.environment().wallClock().instant().plus(life)));
    }

    private List<String> shown() {
        return rig.server.requests.stream()
                .map(request -> request.headers().get("Authorization"))
                .toList();
    }
}
