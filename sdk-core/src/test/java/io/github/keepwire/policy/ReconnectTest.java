// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReconnectTest {
    private static final KeepwireException LOST = new KeepwireException(ErrorCode.LINK_LOST, "gone");

    @Test
    void reconnectingIsOnAndEndlessByDefault() {
        Reconnect reconnect = Reconnect.defaults();

        assertThat(reconnect.isOff()).isFalse();
        assertThat(reconnect.maxAttempts()).isEmpty();
        assertThat(reconnect.allows(Integer.MAX_VALUE)).isTrue();
        assertThat(reconnect.stableAfter()).isEqualTo(ofSeconds(10));
        assertThat(reconnect.retryAfterAtMost()).isEqualTo(ofMinutes(5));
        assertThat(reconnect.decide(LOST)).isEqualTo(Retry.LATER);
        assertThat(reconnect).hasToString("PT1S x 2.0 up to PT30S with full jitter, endless");
    }

    @Test
    void offNeverTriesWhateverElseIsSet() {
        Reconnect off = Reconnect.off().deciding(error -> Retry.NOW).maxAttempts(7);

        assertThat(off.isOff()).isTrue();
        assertThat(off.allows(1)).isFalse();
        assertThat(off.decide(LOST)).isEqualTo(Retry.NEVER);
        assertThat(off).hasToString("off");
    }

    @Test
    void theAlertTableHasTenDelays() {
        Reconnect table = Reconnect.alertTable();

        assertThat(IntStream.rangeClosed(1, 10).mapToObj(attempt -> table.delay(attempt, LOST, SeededDice.of(1))))
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
        assertThat(table.allows(10)).isTrue();
        assertThat(table.allows(11)).isFalse();
    }

    @Test
    void aChangeKeepsTheRest() {
        Backoff backoff = Backoff.fixed(ofSeconds(3));
        Reconnect reconnect = Reconnect.defaults()
                .backoff(backoff)
                .maxAttempts(4)
                .stableAfter(ofSeconds(5))
                .deciding(error -> Retry.NOW)
                .retryAfterAtMost(ofMinutes(1));

        assertThat(reconnect.backoff()).isSameAs(backoff);
        assertThat(reconnect.maxAttempts()).hasValue(4);
        assertThat(reconnect.stableAfter()).isEqualTo(ofSeconds(5));
        assertThat(reconnect.decide(LOST)).isEqualTo(Retry.NOW);
        assertThat(reconnect.retryAfterAtMost()).isEqualTo(ofMinutes(1));
        assertThat(Reconnect.defaults().maxAttempts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "999,LATER", "1000,LATER", "1001,LATER", "1002,LATER", "1003,LATER", "1005,LATER", "1006,LATER", "1007,LATER",
        "1008,NEVER", "1009,LATER", "1010,LATER", "1011,LATER", "1012,LATER", "1013,LATER", "1014,LATER", "1015,LATER",
        "3000,LATER", "4000,LATER", "4401,NEVER", "4403,NEVER", "4999,LATER", "5000,LATER"
    })
    void closeCodesDecide(int code, Retry expected) {
        for (ErrorCode kind : new ErrorCode[] {
            ErrorCode.CLOSED_BY_PEER, ErrorCode.LINK_LOST, ErrorCode.PROTOCOL_VIOLATION, ErrorCode.MESSAGE_TOO_LARGE
        }) {
            KeepwireException ended = ConnectionException.ended(kind, "ended", code, null);

            assertThat(Reconnect.usualDecision(ended)).as("%s %d", kind, code).isEqualTo(expected);
            assertThat(Reconnect.defaults().decide(ended)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200,NEVER",
        "302,NEVER",
        "400,NEVER",
        "401,NEVER",
        "403,NEVER",
        "404,NEVER",
        "407,NEVER",
        "408,LATER",
        "425,LATER",
        "426,NEVER",
        "429,LATER",
        "500,LATER",
        "502,LATER",
        "503,LATER",
        "504,LATER"
    })
    void httpStatusesDecide(int status, Retry expected) {
        assertThat(Reconnect.usualDecision(refused(status, null))).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void withoutCloseCodeAnErrorKnowsItselfWhetherToRetry(ErrorCode code) {
        Retry expected = code.retryable() ? Retry.LATER : Retry.NEVER;

        assertThat(Reconnect.usualDecision(new KeepwireException(code, "because")))
                .isEqualTo(expected);
        assertThat(Reconnect.usualDecision(new ConnectionException(code, "because", null)))
                .isEqualTo(expected);
    }

    @Test
    void whatWeClosedOurselvesStaysClosed() {
        assertThat(Reconnect.usualDecision(ConnectionException.ended(ErrorCode.CLOSED, "closed", 1000, null)))
                .isEqualTo(Retry.NEVER);
    }

    @Test
    void aDecisionMayFallBackOnTheUsualOne() {
        Reconnect picky = Reconnect.defaults()
                .deciding(
                        error -> error.code() == ErrorCode.UNREACHABLE ? Retry.NEVER : Reconnect.usualDecision(error));

        assertThat(picky.decide(LOST)).isEqualTo(Retry.LATER);
        assertThat(picky.decide(new KeepwireException(ErrorCode.UNREACHABLE, "away")))
                .isEqualTo(Retry.NEVER);
    }

    @Test
    void aDecisionThatIsNoneIsNamed() {
        Reconnect silent = Reconnect.defaults().deciding(error -> null);

        assertThatThrownBy(() -> silent.decide(LOST))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("deciding answered null");
    }

    @ParameterizedTest
    @CsvSource({"429,2,2", "503,2,2", "503,100,100", "503,300,300", "503,301,300", "503,9223372036854775,300"})
    void theServersWaitIsHonouredUpToItsCap(int status, long asked, long waited) {
        Reconnect reconnect = Reconnect.defaults();
        KeepwireException cause = refused(status, ofSeconds(asked));

        assertThat(reconnect.delay(1, cause, SeededDice.LOWEST)).isEqualTo(ofSeconds(waited));
        assertThat(reconnect.delay(1, cause, SeededDice.HIGHEST)).isBetween(ofSeconds(waited), ofSeconds(waited + 1));
    }

    @Test
    void theBackoffCountsWhereItIsLonger() {
        Reconnect slow = Reconnect.defaults().backoff(Backoff.fixed(ofMinutes(10)));

        assertThat(slow.delay(1, refused(503, ofSeconds(2)), SeededDice.HIGHEST))
                .isEqualTo(ofMinutes(10));
        assertThat(slow.delay(1, refused(503, Duration.ZERO), SeededDice.LOWEST))
                .isEqualTo(ofMinutes(10));
        assertThat(slow.delay(1, refused(503, null), SeededDice.LOWEST)).isEqualTo(ofMinutes(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {1012, 1013})
    void aServerThatAsksForPatienceGetsTheFirstFullDelay(int code) {
        KeepwireException cause = ConnectionException.ended(ErrorCode.CLOSED_BY_PEER, "bye", code, null);
        Reconnect reconnect = Reconnect.defaults();

        assertThat(reconnect.delay(1, cause, SeededDice.LOWEST)).isEqualTo(ofSeconds(1));
        assertThat(reconnect.delay(1, cause, SeededDice.HIGHEST)).isBetween(ofMillis(1_999), ofSeconds(2));
        assertThat(reconnect.delay(1, LOST, SeededDice.LOWEST)).isZero();
    }

    @Test
    void delaysOfAnyAttemptAndCauseStayInBounds() {
        SplittableRandom random = new SplittableRandom(8);
        Reconnect reconnect = Reconnect.defaults();
        for (int round = 0; round < 10_000; round++) {
            int attempt = 1 + (random.nextInt(Integer.MAX_VALUE) >>> random.nextInt(31));
            long asked = random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
            KeepwireException cause = random.nextBoolean() ? refused(503, ofSeconds(asked)) : closed(1013);

            Duration delay = reconnect.delay(attempt, cause, SeededDice.of(round));

            assertThat(delay).isBetween(Duration.ZERO, ofSeconds(301));
        }
    }

    @Test
    void aThousandClientsDoNotComeBackTogether() {
        Reconnect reconnect = Reconnect.defaults();

        assertThat(Herd.of(1_000, dice -> reconnect.delay(1, LOST, dice)).fullestOfMean())
                .isLessThanOrEqualTo(2);
        assertThat(Herd.of(1_000, dice -> reconnect.delay(1, closed(1012), dice))
                        .fullestOfMean())
                .isLessThanOrEqualTo(2);
        Herd asked = Herd.of(1_000, dice -> reconnect.delay(1, refused(503, ofSeconds(20)), dice));
        assertThat(asked.fullestOfMean()).isLessThanOrEqualTo(2);
        assertThat(asked.buckets()).isEqualTo(10);
    }

    @Test
    void whatCannotBeIsNamed() {
        Reconnect reconnect = Reconnect.defaults();

        assertThatThrownBy(() -> reconnect.maxAttempts(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxAttempts must be positive: 0");
        assertThatThrownBy(() -> reconnect.stableAfter(ofDays(400)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stableAfter must not be longer than PT8760H: PT9600H");
        assertThatThrownBy(() -> reconnect.delay(0, LOST, SeededDice.LOWEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("attempt must be positive: 0");
    }

    private static KeepwireException closed(int code) {
        return ConnectionException.ended(ErrorCode.CLOSED_BY_PEER, "closed", code, null);
    }

    private static KeepwireException refused(int status, @Nullable Duration retryAfter) {
        return ConnectionException.refused("example.com:443", status, retryAfter);
    }
}
