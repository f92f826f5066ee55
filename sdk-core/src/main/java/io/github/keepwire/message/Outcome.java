// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.KeepwireException;
import org.jspecify.annotations.Nullable;

/**
 * The end of an accepted message: exactly one for each.
 *
 * @param status how it ended
 * @param reply what the server's acknowledgement carried; empty without one
 * @param error why it was not delivered, or null
 */
public record Outcome(
        Status status, Payload reply, @Nullable KeepwireException error) {
    /** Checks the parts. */
    public Outcome {
        requireNonNull(status, "status");
        requireNonNull(reply, "reply");
    }

    /** How a message ended. */
    public enum Status {
        /** The server acknowledged it. */
        ACKED,
        /** It was written to the socket; nothing more is known. */
        SENT,
        /** It was volatile and could not go at once, or came beyond a rate limit that drops. */
        DROPPED,
        /** Its time to live ran out. */
        EXPIRED,
        /** The outbox was full and its policy chose this message to go. */
        EVICTED,
        /** The server said no. */
        REJECTED,
        /** The application took it back. */
        CANCELLED,
        /** It could not be delivered: the client was closed, or the link broke while it was written. */
        FAILED
    }

    /**
     * An end that needs no explanation.
     *
     * @param status how it ended
     * @return the outcome
     */
    public static Outcome of(Status status) {
        return new Outcome(status, Payload.empty(), null);
    }

    /**
     * An end with a reason.
     *
     * @param status how it ended
     * @param error why
     * @return the outcome
     */
    public static Outcome of(Status status, KeepwireException error) {
        return new Outcome(status, Payload.empty(), requireNonNull(error, "error"));
    }

    /**
     * The server's acknowledgement.
     *
     * @param reply what it carried
     * @return the outcome
     */
    public static Outcome acked(Payload reply) {
        return new Outcome(Status.ACKED, reply, null);
    }

    /**
     * Whether the message went out, as far as its kind of delivery can know.
     *
     * @return true for {@link Status#ACKED} and {@link Status#SENT}
     */
    public boolean delivered() {
        return status == Status.ACKED || status == Status.SENT;
    }
}
