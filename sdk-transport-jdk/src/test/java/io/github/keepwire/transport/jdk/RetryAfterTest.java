// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

    @ParameterizedTest
    @CsvSource({"0, PT0S", "7, PT7S", "' 120 ', PT2M", "007, PT7S"})
    void secondsAreSeconds(String value, Duration expected) {
        assertThat(RetryAfter.parse(value, NOW)).isEqualTo(expected);
    }

    @Test
    void aDateIsTheTimeUntilThen() {
        assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:49:37 GMT", NOW)).isEqualTo(Duration.ofSeconds(37));
    }

    @Test
    void aDateInThePastIsZero() {
        assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:48:37 GMT", NOW)).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "9999999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void absurdWaitsAreBounded(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isEqualTo(RetryAfter.LONGEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "soon", "-3", "1.5", "7s", "Sun, 99 Nov 1994 08:49:37 GMT", "\u0667"})
    void anythingElseIsNothing(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isNull();
    }
}
