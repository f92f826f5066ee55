// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {
    /** Readings pass from positive to negative within a few minutes. */
    private long now = Long.MAX_VALUE - ofSeconds(100).toNanos();

    @Test
    void aWindowLetsSoManyThroughAndThenOneForEachThatLeavesIt() {
        RateLimiter limiter = limiter(RateLimit.slidingWindow(3, ofSeconds(10)));

        assertThat(limiter.tryAcquire("hall")).isTrue();
        later(ofSeconds(4));
        assertThat(limiter.tryAcquire("hall")).isTrue();
        assertThat(limiter.tryAcquire("hall")).isTrue();
        assertThat(limiter.tryAcquire("hall")).isFalse();
        assertThat(limiter.untilNext("hall")).isEqualTo(ofSeconds(6));

        later(ofSeconds(6).minusNanos(1));
        assertThat(limiter.tryAcquire("hall")).isFalse();
        later(ofNanos(1));
        assertThat(limiter.untilNext("hall")).isZero();
        assertThat(limiter.tryAcquire("hall")).isTrue();
        assertThat(limiter.untilNext("hall")).isEqualTo(ofSeconds(4));
    }

    @Test
    void aBucketGivesABurstAndThenAnEvenFlow() {
        RateLimiter limiter = limiter(RateLimit.tokenBucket(3, ofSeconds(2)));

        assertThat(acquired(limiter, "hall", 10)).isEqualTo(3);
        assertThat(limiter.untilNext("hall")).isEqualTo(ofSeconds(2));
        later(ofSeconds(2).minusNanos(1));
        assertThat(limiter.tryAcquire("hall")).isFalse();
        assertThat(limiter.untilNext("hall")).isEqualTo(ofNanos(1));
        later(ofNanos(1));
        assertThat(acquired(limiter, "hall", 10)).isEqualTo(1);
        later(ofSeconds(5));
        assertThat(acquired(limiter, "hall", 10)).isEqualTo(2);
        later(ofSeconds(1));
        assertThat(acquired(limiter, "hall", 10))
                .as("half a refill was not lost")
                .isEqualTo(1);
    }

    @Test
    void aBucketHoldsNoMoreThanItsBurst() {
        RateLimiter limiter = limiter(RateLimit.tokenBucket(3, ofSeconds(2)));
        limiter.tryAcquire("hall");

        later(ofSeconds(4_000));

        assertThat(acquired(limiter, "hall", 10)).isEqualTo(3);
    }

    @Test
    void keysDoNotShareTheirPermits() {
        RateLimiter limiter = limiter(RateLimit.perMinute(1));

        assertThat(limiter.tryAcquire("hall")).isTrue();
        assertThat(limiter.tryAcquire("attic")).isTrue();
        assertThat(limiter.tryAcquire("")).isTrue();
        assertThat(limiter.tryAcquire("hall")).isFalse();
        assertThat(limiter.untilNext("cellar")).isZero();
    }

    @Test
    void aKeyIsForgottenAfterAWindowWithoutUse() {
        for (RateLimit limit : new RateLimit[] {
            RateLimit.slidingWindow(5, ofSeconds(10)), RateLimit.tokenBucket(5, ofSeconds(2)),
        }) {
            RateLimiter limiter = limiter(limit);
            limiter.tryAcquire("hall");
            later(ofSeconds(5));
            limiter.tryAcquire("attic");
            limiter.untilNext("nobody");
            assertThat(limiter.keys()).isEqualTo(2);

            later(ofSeconds(5).minusNanos(1));
            assertThat(limiter.keys()).isEqualTo(2);
            later(ofNanos(1));
            assertThat(limiter.keys()).isEqualTo(1);
            later(ofSeconds(5));
            assertThat(limiter.keys()).isZero();
        }
    }

    @Test
    void aKeyInUseIsNotForgotten() {
        RateLimiter limiter = limiter(RateLimit.slidingWindow(2, ofSeconds(10)));
        for (int second = 0; second < 100; second += 5) {
            assertThat(limiter.tryAcquire("hall")).isTrue();
            limiter.tryAcquire("passer-by " + second);
            later(ofSeconds(5));

            assertThat(limiter.keys()).isEqualTo(2);
        }
    }

    @Test
    void onlyKeysInUseAreRemembered() {
        RateLimiter limiter = limiter(RateLimit.perSecond(10));
        for (int visitor = 0; visitor < 200_000; visitor++) {
            limiter.tryAcquire("visitor " + visitor);
            later(ofMillis(1));
        }

        assertThat(limiter.keys()).isEqualTo(999);
    }

    @Test
    void keysBeyondTheBoundShareOneCount() {
        RateLimiter limiter = limiter(RateLimit.slidingWindow(3, ofSeconds(10)).maxKeys(2));
        limiter.tryAcquire("hall");
        limiter.tryAcquire("attic");

        int through = 0;
        for (int i = 0; i < 1_000; i++) {
            through += limiter.tryAcquire("stranger " + i) ? 1 : 0;
        }

        assertThat(through).isEqualTo(3);
        assertThat(limiter.keys()).isEqualTo(2);
        assertThat(limiter.untilNext("another stranger")).isEqualTo(ofSeconds(10));
        assertThat(acquired(limiter, "hall", 10)).as("has its own").isEqualTo(2);
    }

    @Test
    void aKeyThatGetsItsOwnCountDoesNotStartAfresh() {
        for (RateLimit limit : new RateLimit[] {
            RateLimit.slidingWindow(5, ofSeconds(10)), RateLimit.tokenBucket(5, ofSeconds(2)),
        }) {
            RateLimiter limiter = limiter(limit.maxKeys(1));
            limiter.tryAcquire("hall");
            later(ofSeconds(9));
            assertThat(acquired(limiter, "stranger", 10)).isEqualTo(5);

            later(ofSeconds(1));
            assertThat(limiter.keys()).as("the hall is forgotten").isZero();
            assertThat(limiter.tryAcquire("stranger")).isFalse();
            assertThat(limiter.keys()).isEqualTo(1);
            later(ofSeconds(10));
            assertThat(acquired(limiter, "stranger", 10)).isEqualTo(5);
        }
    }

    @Test
    void nullIsNoKey() {
        RateLimiter limiter = limiter(RateLimit.perMinute(1));

        assertThatThrownBy(() -> limiter.tryAcquire(null)).hasMessage("key");
        assertThatThrownBy(() -> limiter.untilNext(null)).hasMessage("key");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aWindowAgreesWithItsModel(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int permits = 1 + random.nextInt(40);
        long window = 1 + random.nextLong(1_000);
        RateLimiter limiter = limiter(RateLimit.slidingWindow(permits, ofNanos(window)));
        Map<String, List<Long>> taken = new HashMap<>();

        long pace = 1; // crowds and lulls, so that the ring grows at any place of its head
        for (int step = 0; step < 30_000; step++) {
            pace = step % 100 == 0 ? 1 + random.nextLong(4 * window / permits + 2) : pace;
            later(ofNanos(random.nextInt(4) == 0 ? random.nextLong(pace) : 0));
            String key = "key " + random.nextInt(3);
            List<Long> times = taken.computeIfAbsent(key, name -> new ArrayList<>());
            times.removeIf(time -> now - time >= window);
            boolean free = times.size() < permits;

            assertThat(limiter.untilNext(key).toNanos()).isEqualTo(free ? 0 : times.get(0) + window - now);
            assertThat(limiter.tryAcquire(key)).isEqualTo(free);
            if (free) {
                times.add(now);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aBucketAgreesWithItsModel(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int burst = 1 + random.nextInt(40);
        long refill = 1 + random.nextLong(100);
        RateLimiter limiter = limiter(RateLimit.tokenBucket(burst, ofNanos(refill)));
        Map<String, Pail> pails = new HashMap<>();

        for (int step = 0; step < 30_000; step++) {
            long passed = random.nextInt(4) == 0 ? random.nextLong(5 * refill) : random.nextInt(3);
            later(ofNanos(passed));
            pails.values().forEach(pail -> pail.fill(passed));
            String key = "key " + random.nextInt(3);
            Pail pail = pails.computeIfAbsent(key, name -> new Pail(burst, refill));
            boolean free = pail.drops >= refill;

            assertThat(limiter.untilNext(key).toNanos()).isEqualTo(free ? 0 : refill - pail.drops);
            assertThat(limiter.tryAcquire(key)).isEqualTo(free);
            pail.drops -= free ? refill : 0;
        }
    }

    /** A token is {@code refill} drops; a drop falls each nanosecond. */
    private static final class Pail {
        private final long full;
        private long drops;

        private Pail(int burst, long refill) {
            full = burst * refill;
            drops = full;
        }

        void fill(long nanos) {
            drops = Math.min(full, drops + nanos);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noKeyGetsMoreThanItsLimitHoweverManyThereAre(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int permits = 1 + random.nextInt(10);
        long window = 100 + random.nextLong(1_000);
        int maxKeys = 1 + random.nextInt(6);
        RateLimiter limiter =
                limiter(RateLimit.slidingWindow(permits, ofNanos(window)).maxKeys(maxKeys));
        Map<String, List<Long>> taken = new HashMap<>();

        for (int step = 0; step < 50_000; step++) {
            later(ofNanos(random.nextLong(window / 4)));
            String key = "key " + Math.min(random.nextInt(12), random.nextInt(12));
            if (limiter.tryAcquire(key)) {
                List<Long> times = taken.computeIfAbsent(key, name -> new ArrayList<>());
                times.removeIf(time -> now - time >= window);
                times.add(now);
                assertThat(times).as(key).hasSizeLessThanOrEqualTo(permits);
            }
            assertThat(limiter.keys()).isLessThanOrEqualTo(maxKeys);
        }
    }

    @Test
    void waitingForTheNextPermitIsEnough() {
        for (RateLimit limit :
                new RateLimit[] {RateLimit.slidingWindow(7, ofMillis(13)), RateLimit.tokenBucket(7, ofMillis(3))}) {
            RateLimiter limiter = limiter(limit);
            for (int i = 0; i < 1_000; i++) {
                later(limiter.untilNext("hall"));
                assertThat(limiter.tryAcquire("hall")).isTrue();
            }
        }
    }

    private RateLimiter limiter(RateLimit limit) {
        return new RateLimiter(limit, () -> now);
    }

    private static int acquired(RateLimiter limiter, String key, int tries) {
        int through = 0;
        for (int i = 0; i < tries; i++) {
            through += limiter.tryAcquire(key) ? 1 : 0;
        }
        return through;
    }

    private void later(Duration duration) {
        now += duration.toNanos();
    }
}
