// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.event;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * Something went wrong that no call is there to hear about: a listener threw, a frame was malformed, a received message
 * broke a rule. The connection lives on.
 *
 * @param error what went wrong, with a code
 * @param message the message at hand, or null if there is none
 */
public record ErrorEvent(KeepwireException error, @Nullable Message message) {
    /** Checks the parts. */
    public ErrorEvent {
        requireNonNull(error, "error");
    }
}
