// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.event;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;

/**
 * The end of a message that an earlier life of the client accepted, and that was found in the store at start: nobody holds
 * its receipt.
 *
 * @param message what was sent
 * @param outcome what became of it
 */
public record OutcomeEvent(Message message, Outcome outcome) {
    /** Checks the parts. */
    public OutcomeEvent {
        requireNonNull(message, "message");
        requireNonNull(outcome, "outcome");
    }
}
