// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or an HTTP date. Pure functions. */
final class RetryAfter {
    /** The longest wait that is believed. */
    static final Duration LONGEST = Duration.ofDays(365);

    private static final int MAX_DIGITS = 18;

    private RetryAfter() {}

    /**
     * How long a server asks to wait.
     *
     * @param value the header's value
     * @param now what a date is compared with
     * @return from zero (a date in the past) to {@link #LONGEST}; null if the value is neither form
     */
    static @Nullable Duration parse(String value, Instant now) {
        String text = value.trim();
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? seconds(text) : untilDate(text, now);
    }

    private static Duration seconds(String digits) {
        return digits.length() > MAX_DIGITS ? LONGEST : clamped(Duration.ofSeconds(Long.parseLong(digits)));
    }

    private static @Nullable Duration untilDate(String text, Instant now) {
        try {
            Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
            return clamped(Duration.between(now, date));
        } catch (DateTimeParseException notADate) {
            return null;
        }
    }

    private static Duration clamped(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
