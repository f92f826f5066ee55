// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("1994-11-06T08:49:07.500Z"), ZoneOffset.UTC);

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"0, PT0S", "7, PT7S", "' 120 ', PT2M", "99999999, PT8760H", "99999999999999999999, PT8760H"})
    void secondsAreReadAndBounded(String value, Duration expected) {
        assertThat(RetryAfter.parse(value, CLOCK)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void everyFormOfDateIsReadAndRoundedUp(String value) {
        assertThat(RetryAfter.parse(value, CLOCK)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aDateInThePastIsNow() {
        assertThat(RetryAfter.parse("Sat, 05 Nov 1994 08:49:37 GMT", CLOCK)).isZero();
    }

    @Test
    void aDateFarAwayIsBounded() {
        assertThat(RetryAfter.parse("Sun, 06 Nov 2094 08:49:37 GMT", CLOCK)).isEqualTo(Duration.ofDays(365));
    }

    @ParameterizedTest(name = "{0}")
    @NullSource
    @ValueSource(strings = {"", " ", "-3", "1.5", "soon", "\u0663"})
    void whatCannotBeReadIsLeftOut(String value) {
        assertThat(RetryAfter.parse(value, CLOCK)).isNull();
    }
}
