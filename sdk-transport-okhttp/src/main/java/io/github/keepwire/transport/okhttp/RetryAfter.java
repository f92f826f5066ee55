// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** How long a server asks to wait (RFC 9110, section 10.2.3): seconds, or a date in any of the three forms of HTTP. */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int MOST_DIGITS = 8;

    private RetryAfter() {}

    /**
     * Reads the header.
     *
     * @param value what the server sent, or null
     * @param clock what a date is compared with
     * @return at least zero and at most a year, in whole seconds; null if there is none, or none that can be read
     */
    static @Nullable Duration parse(@Nullable String value, Clock clock) {
        if (value == null || value.trim().isEmpty()) {
            return null;
        }
        String text = value.trim();
        return text.chars().allMatch(c -> c >= '0' && c <= '9') ? seconds(text) : date(text, clock);
    }

    private static Duration seconds(String digits) {
        return digits.length() > MOST_DIGITS ? LONGEST : clamped(Duration.ofSeconds(Long.parseLong(digits)));
    }

    private static @Nullable Duration date(String text, Clock clock) {
        Instant date = printable(text) ? Headers.of("Date", text).getInstant("Date") : null;
        if (date == null) {
            return null;
        }
        Duration wait = Duration.between(clock.instant(), date);
        return clamped(Duration.ofSeconds(wait.getNano() == 0 ? wait.getSeconds() : wait.getSeconds() + 1));
    }

    /** OkHttp refuses other characters with an exception. */
    private static boolean printable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static Duration clamped(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
