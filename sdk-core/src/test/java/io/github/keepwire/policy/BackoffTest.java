// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.time.Dice;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
    private static final Backoff ONE_TO_THIRTY = Backoff.exponential(ofSeconds(1), ofSeconds(30));
    private static final Dice NO_DICE = () -> {
        throw new AssertionError("nobody should roll the dice");
    };

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,4", "4,8", "5,16", "6,30", "7,30", "64,30", "2147483647,30"})
    void anExponentialDelayDoublesUpToItsCap(int attempt, int seconds) {
        assertThat(ONE_TO_THIRTY.noJitter().delay(attempt, NO_DICE)).isEqualTo(ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"1,100", "2,150", "3,225", "4,337", "5,506", "6,759", "7,1000", "2147483647,1000"})
    void anotherFactorGrowsOtherwise(int attempt, int millis) {
        Backoff backoff =
                Backoff.exponential(ofMillis(100), ofSeconds(1)).factor(1.5).noJitter();

        assertThat(backoff.delay(attempt, NO_DICE).toMillis()).isEqualTo(millis);
    }

    @Test
    void aFactorOfOneDoesNotGrow() {
        Backoff level = ONE_TO_THIRTY.factor(1).noJitter();

        assertThat(level.delay(1, NO_DICE)).isEqualTo(ofSeconds(1));
        assertThat(level.delay(Integer.MAX_VALUE, NO_DICE)).isEqualTo(ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,5", "3,60", "4,60", "2147483647,60"})
    void theLastDelayOfATableRepeats(int attempt, int seconds) {
        Backoff table = Backoff.table(ofSeconds(1), ofSeconds(5), ofSeconds(60));

        assertThat(table.delay(attempt, NO_DICE)).isEqualTo(ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1_000, Integer.MAX_VALUE})
    void aFixedDelayStaysTheSame(int attempt) {
        assertThat(Backoff.fixed(ofSeconds(5)).delay(attempt, NO_DICE)).isEqualTo(ofSeconds(5));
    }

    @Test
    void theTableIsCopied() {
        Duration[] delays = {ofSeconds(1), ofSeconds(5)};
        Backoff table = Backoff.table(delays);

        delays[0] = ofSeconds(99);

        assertThat(table.delay(1, NO_DICE)).isEqualTo(ofSeconds(1));
    }

    @ParameterizedTest
    @MethodSource("backoffsAtAndBelowTheCap")
    void fullJitterFallsBetweenNothingAndTheFullDelay(Backoff backoff, int attempt) {
        Backoff jittered = backoff.fullJitter();
        Duration full = backoff.fullDelay(attempt);

        assertThat(jittered.delay(attempt, SeededDice.LOWEST)).isZero();
        assertThat(jittered.delay(attempt, SeededDice.HIGHEST)).isBetween(full.minus(ofNanos(1_000)), full);
    }

    @ParameterizedTest
    @MethodSource("backoffsAtAndBelowTheCap")
    void equalJitterFallsBetweenTheHalfAndTheFullDelay(Backoff backoff, int attempt) {
        Backoff jittered = backoff.equalJitter();
        Duration full = backoff.fullDelay(attempt);

        assertThat(jittered.delay(attempt, SeededDice.LOWEST)).isEqualTo(full.dividedBy(2));
        assertThat(jittered.delay(attempt, SeededDice.HIGHEST)).isBetween(full.minus(ofNanos(1_000)), full);
    }

    static Stream<Arguments> backoffsAtAndBelowTheCap() {
        Backoff table = Backoff.table(ofSeconds(3), ofSeconds(7));
        return IntStream.of(1, 3, 5, 6, 100, Integer.MAX_VALUE)
                .boxed()
                .flatMap(attempt -> Stream.of(
                        Arguments.of(ONE_TO_THIRTY, attempt),
                        Arguments.of(table, attempt),
                        Arguments.of(Backoff.fixed(ofSeconds(5)), attempt)));
    }

    @Test
    void fullJitterIsTheDefaultOfExponentialBackoffs() {
        assertThat(ONE_TO_THIRTY.delay(9, SeededDice.of(3)))
                .isEqualTo(ONE_TO_THIRTY.fullJitter().delay(9, SeededDice.of(3)))
                .isLessThan(ofSeconds(30));
    }

    @Test
    void delaysOfAnyAttemptStayInBounds() {
        SplittableRandom random = new SplittableRandom(20_260_101);
        for (int round = 0; round < 20_000; round++) {
            long base = random.nextLong(1, ofDays(1).toNanos());
            long cap = base + random.nextLong(0, ofDays(300).toNanos());
            Backoff backoff = Backoff.exponential(ofNanos(base), ofNanos(cap)).factor(1 + random.nextDouble() * 9);
            int attempt = 1 + (random.nextInt(Integer.MAX_VALUE) >>> random.nextInt(31));
            long full = backoff.fullDelay(attempt).toNanos();

            Dice dice = SeededDice.of(round);
            assertThat(full).isBetween(base, cap);
            assertThat(backoff.noJitter().delay(attempt, dice).toNanos()).isEqualTo(full);
            assertThat(backoff.fullJitter().delay(attempt, dice).toNanos()).isBetween(0L, full);
            assertThat(backoff.equalJitter().delay(attempt, dice).toNanos()).isBetween(full / 2, full);
        }
    }

    @Test
    void fullDelaysNeverShrink() {
        Backoff backoff = Backoff.exponential(ofMillis(7), ofDays(1)).factor(1.01);

        for (int attempt = 1; attempt < 3_000; attempt++) {
            assertThat(backoff.fullDelay(attempt + 1)).isGreaterThanOrEqualTo(backoff.fullDelay(attempt));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aThousandClientsDoNotComeBackTogether(int attempt) {
        Backoff backoff = ONE_TO_THIRTY;

        assertThat(Herd.of(1_000, dice -> backoff.delay(attempt, dice)).fullestOfMean())
                .isLessThanOrEqualTo(2);
    }

    @Test
    void clientsAtTheCapAreSpreadToo() {
        // 300 buckets: enough clients for a mean that chance does not double
        Herd herd = Herd.of(30_000, dice -> ONE_TO_THIRTY.delay(1_000, dice));

        assertThat(herd.fullestOfMean()).isLessThanOrEqualTo(2);
        assertThat(herd.buckets()).isEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void attemptsCountFromOne(int attempt) {
        assertBad(() -> ONE_TO_THIRTY.delay(attempt, NO_DICE), "attempt must be positive: " + attempt);
    }

    @Test
    void whatCannotBeADelayIsNamed() {
        assertBad(() -> Backoff.exponential(Duration.ZERO, ofSeconds(1)), "base must be positive: PT0S");
        assertBad(() -> Backoff.exponential(ofSeconds(1), ofSeconds(-1)), "cap must be positive: PT-1S");
        assertBad(
                () -> Backoff.exponential(ofSeconds(2), ofSeconds(1)),
                "cap must not be shorter than the base PT2S: PT1S");
        assertBad(() -> Backoff.exponential(ofSeconds(2), ofDays(366)), "cap must not be longer than PT8760H: PT8784H");
        assertBad(() -> Backoff.fixed(Duration.ZERO), "delay must be positive: PT0S");
        assertBad(Backoff::table, "delays must not be empty");
        assertBad(() -> Backoff.table(ofSeconds(1), Duration.ZERO), "delay 2 must be positive: PT0S");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.99, 0, -2, 1001, Double.NaN, Double.POSITIVE_INFINITY})
    void whatCannotBeAFactorIsNamed(double factor) {
        assertBad(() -> ONE_TO_THIRTY.factor(factor), "factor must be from 1 to 1000: " + factor);
    }

    @Test
    void onlyExponentialBackoffsHaveAFactor() {
        assertBad(
                () -> Backoff.fixed(ofSeconds(5)).factor(2),
                "factor is for exponential backoffs, and this one is [PT5S] without jitter");
    }

    @Test
    void backoffsTellWhatTheyDo() {
        assertThat(ONE_TO_THIRTY).hasToString("PT1S x 2.0 up to PT30S with full jitter");
        assertThat(Backoff.table(ofSeconds(1), ofSeconds(5)).equalJitter())
                .hasToString("[PT1S, PT5S] with equal jitter");
    }

    private static void assertBad(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
