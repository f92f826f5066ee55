// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.event;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.KeepwireException;
import org.jspecify.annotations.Nullable;

/**
 * A change of a client's state.
 *
 * @param previous the state before
 * @param current the state since
 * @param reason why, for people; printable, without secrets
 * @param error what went wrong, or null if nothing did
 */
public record StateChange(
        ConnectionState previous,
        ConnectionState current,
        String reason,
        @Nullable KeepwireException error) {
    /** Checks the parts. */
    public StateChange {
        requireNonNull(previous, "previous");
        requireNonNull(current, "current");
        requireNonNull(reason, "reason");
    }
}
