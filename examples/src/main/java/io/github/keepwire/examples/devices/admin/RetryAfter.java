// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import io.github.keepwire.transport.HttpCall;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long a server asks to wait (RFC 9110, section 10.2.3): seconds, or a date. A date is seen from the server's own
 * {@code Date}, if it tells one, so that a wrong clock on either side does no harm.
 */
final class RetryAfter {
    private static final int MOST_DIGITS = 10;

    private RetryAfter() {}

    /** Empty if the server does not ask, or not in a way that can be read; zero if the date is over. */
    static Optional<Duration> of(HttpCall.Reply reply, Clock clock) {
        return reply.header("Retry-After")
                .map(String::trim)
                .flatMap(text -> isNumber(text)
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                        : date(text).map(then -> atLeastZero(Duration.between(now(reply, clock), then))));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Instant now(HttpCall.Reply reply, Clock clock) {
        return reply.header("Date").flatMap(RetryAfter::date).orElseGet(clock::instant);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }

    private static Duration atLeastZero(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
