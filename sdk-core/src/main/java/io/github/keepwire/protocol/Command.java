// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import java.time.Instant;

/** What a client wants its dialect to put into frames. */
public sealed interface Command {
    /**
     * An application's message.
     *
     * @param message complete: with id, sender, timestamp and a written payload
     */
    record Send(Message message) implements Command {
        /** Checks the parts. */
        public Send {
            requireNonNull(message, "message");
        }
    }

    /**
     * A sign of life.
     *
     * @param wallTime the time, for stamping it
     * @param payload what the application wants to tell with it; empty if nothing
     */
    record Heartbeat(Instant wallTime, Payload payload) implements Command {
        /** Checks the parts. */
        public Heartbeat {
            requireNonNull(wallTime, "wallTime");
            requireNonNull(payload, "payload");
        }
    }
}
