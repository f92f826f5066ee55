// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.KeepwireException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of an accepted message: exactly one for each.
 *
 * @param status how it ended
 * @param reply what the server's acknowledgement carried; empty without one, a JSON array where it has several arguments
 * @param error why it was not delivered, or null
 * @param arguments all that the acknowledgement carried, one by one: {@code [reply]} where the dialect knows just one; empty
 *     without an acknowledgement, or where it carried nothing
 */
public record Outcome(
        Status status, Payload reply, @Nullable KeepwireException error, List<Payload> arguments) {
    /** Checks and copies the parts. */
    public Outcome {
        requireNonNull(status, "status");
        requireNonNull(reply, "reply");
        arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
    }

    /**
     * What became of a message that an earlier life of the client accepted, and that was found in the store at start: nobody
     * holds its receipt.
     *
     * @param message what was sent
     * @param outcome what became of it
     */
    public record Event(Message message, Outcome outcome) {
        /** Checks the parts. */
        public Event {
            requireNonNull(message, "message");
            requireNonNull(outcome, "outcome");
        }
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
        return new Outcome(status, Payload.empty(), null, Collections.emptyList());
    }

    /**
     * An end with a reason.
     *
     * @param status how it ended
     * @param error why
     * @return the outcome
     */
    public static Outcome of(Status status, KeepwireException error) {
        return new Outcome(status, Payload.empty(), requireNonNull(error, "error"), Collections.emptyList());
    }

    /**
     * The server's acknowledgement.
     *
     * @param reply what it carried
     * @return the outcome
     */
    public static Outcome acked(Payload reply) {
        return acked(reply, reply == Payload.empty() ? Collections.emptyList() : Collections.singletonList(reply));
    }

    /**
     * The server's acknowledgement, in a dialect where it may have several arguments, or none.
     *
     * @param reply all of it as one
     * @param arguments each for itself
     * @return the outcome
     */
    public static Outcome acked(Payload reply, List<Payload> arguments) {
        return new Outcome(Status.ACKED, reply, null, arguments);
    }

    /**
     * Reads one argument of the acknowledgement as an object of a type.
     *
     * <pre>{@code
     * client.send(Message.event("login", name), SendOptions.acked()).outcome()
     *         .thenAccept(outcome -> welcome(outcome.argument(0, User.class), outcome.argument(1, Integer.class)));
     * }</pre>
     *
     * @param <T> the wanted type
     * @param index which one, from 0
     * @param type the wanted type: a record, bean, map or scalar
     * @return the object
     * @throws KeepwireException with {@code PAYLOAD_MISMATCH} if there is none, or it is not of that shape
     */
    public <T> T argument(int index, Class<T> type) {
        return Arguments.read(arguments, index, type);
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
