// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    @Test
    void aLimitHoldsAllMessagesByDefault() {
        RateLimit limit = RateLimit.perMinute(60);

        assertThat(limit.whenReached()).isEqualTo(RateLimit.Reached.HOLD);
        assertThat(limit.maxKeys()).isEqualTo(10_000);
        for (Priority priority : Priority.values()) {
            assertThat(limit.bypasses(priority)).isFalse();
        }
    }

    @Test
    void urgentMessagesMayBypass() {
        RateLimit limit = RateLimit.perMinute(60).bypassFrom(Priority.NORMAL);

        assertThat(limit.bypasses(Priority.HIGH)).isTrue();
        assertThat(limit.bypasses(Priority.NORMAL)).isTrue();
        assertThat(limit.bypasses(Priority.LOW)).isFalse();
    }

    @Test
    void aChangeKeepsTheRest() {
        RateLimit limit = RateLimit.tokenBucket(10, ofMillis(500))
                .maxKeys(5)
                .bypassFrom(Priority.HIGH)
                .whenReached(RateLimit.Reached.DROP);

        assertThat(limit.maxKeys()).isEqualTo(5);
        assertThat(limit.bypasses(Priority.HIGH)).isTrue();
        assertThat(limit.whenReached()).isEqualTo(RateLimit.Reached.DROP);
        assertThat(limit).hasToString("a burst of 10, then one in PT0.5S, then DROP");
        assertThat(RateLimit.perSecond(3)).hasToString("3 in any PT1S, then HOLD");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_001})
    void permitsOutOfBoundsAreNamed(int permits) {
        assertBad(() -> RateLimit.perMinute(permits), "permits must be from 1 to 1000000: " + permits);
        assertBad(() -> RateLimit.perSecond(permits), "permits must be from 1 to 1000000: " + permits);
    }

    @Test
    void whatCannotBeIsNamed() {
        RateLimit limit = RateLimit.perMinute(60);

        assertBad(() -> RateLimit.tokenBucket(0, ofSeconds(1)), "burst must be positive: 0");
        assertBad(
                () -> RateLimit.tokenBucket(2, ofDays(200)),
                "burst x refillOfOne must not be longer than PT8760H: PT9600H");
        assertBad(
                () -> RateLimit.tokenBucket(Integer.MAX_VALUE, ofHours(1)),
                "burst x refillOfOne must not be longer than PT8760H: PT2147483647H");
        assertBad(() -> limit.maxKeys(0), "maxKeys must be positive: 0");
    }

    private static void assertBad(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
