// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import java.time.Duration;

/** The checks that every duration of a policy passes. */
final class Durations {
    /** Beyond this, nanoseconds no longer fit every sum that is made of them. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private Durations() {}

    static Duration positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
        return value;
    }

    /** For durations that are reckoned with: positive, and a year at most. */
    static Duration reckoned(String name, Duration value) {
        if (positive(name, value).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must not be longer than " + LONGEST + ": " + value);
        }
        return value;
    }
}
