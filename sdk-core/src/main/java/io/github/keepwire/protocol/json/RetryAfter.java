// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a server that limits us wants to be left alone: seconds, as it writes them, within bounds. */
final class RetryAfter {
    /** Where it does not say, or says nothing that makes sense. */
    static final Duration DEFAULT = Duration.ofSeconds(1);

    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final int LONGEST_TEXT = 32;

    private RetryAfter() {}

    static Duration read(@Nullable String seconds) {
        if (seconds == null || seconds.length() > LONGEST_TEXT) {
            return DEFAULT;
        }
        try {
            double value = Double.parseDouble(seconds);
            boolean sensible = value > 0 && !Double.isNaN(value);
            return sensible ? atMost(value) : DEFAULT;
        } catch (NumberFormatException noNumber) {
            return DEFAULT;
        }
    }

    private static Duration atMost(double seconds) {
        return seconds >= LONGEST.getSeconds() ? LONGEST : Duration.ofMillis(Math.max(1, (long) (seconds * 1000)));
    }
}
