// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.stats;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What is in the outbox: accepted, and without an outcome.
 *
 * @param messages how many, those in flight and those being stored included
 * @param bytes what their payloads hold
 * @param oldestAge how long ago the oldest of them was sent; zero if there is none
 * @param waiters how many others wait for room
 */
public record OutboxStats(int messages, long bytes, Duration oldestAge, int waiters) {
    /** Checks the parts. */
    public OutboxStats {
        requireNonNull(oldestAge, "oldestAge");
    }
}
