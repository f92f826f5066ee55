// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.event;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.KeepwireException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A change of a client's state, or another failed attempt: then both states are {@link ConnectionState#RECONNECTING}.
 *
 * @param previous the state before
 * @param current the state since
 * @param reason why, for people; printable, without secrets
 * @param error what went wrong, or null if nothing did; its code, close code and HTTP status tell programs more
 * @param next the attempt to come, or null if none is planned
 * @param sessionId the server's name for the session that is now open; null in other states, and where it gives none
 */
public record StateChange(
        ConnectionState previous,
        ConnectionState current,
        String reason,
        @Nullable KeepwireException error,
        @Nullable Attempt next,
        @Nullable String sessionId) {
    /** Checks the parts. */
    public StateChange {
        requireNonNull(previous, "previous");
        requireNonNull(current, "current");
        requireNonNull(reason, "reason");
    }

    /**
     * An attempt to come.
     *
     * @param number which one, from 1 on, counted since the last stable connection
     * @param delay how long until then; may be zero
     */
    public record Attempt(int number, Duration delay) {
        /** Checks the parts. */
        public Attempt {
            requireNonNull(delay, "delay");
        }
    }
}
