// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import java.time.Duration;

/** The one check that every duration of a policy passes. */
final class Durations {
    private Durations() {}

    static Duration positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
        return value;
    }
}
