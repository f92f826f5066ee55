// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.KeepwireException;
import java.util.concurrent.CompletableFuture;

/**
 * What a send returns: first whether the message was accepted, then what became of it.
 *
 * <p>Both futures complete exactly once, on a thread of their own, never on the one that reads the socket; each call
 * gives a copy, so that completing or cancelling it changes nothing. Safe for use by any thread; nothing blocks.
 */
public interface Receipt {
    /**
     * The message's id, as it travels.
     *
     * @return the id
     */
    String id();

    /**
     * Whether Keepwire took responsibility for the message.
     *
     * @return completes once it did; fails with a {@link KeepwireException} if the message was refused (invalid, too
     *     large, no room, closed), and then there is no outcome
     */
    CompletableFuture<Void> accepted();

    /**
     * What became of the accepted message.
     *
     * @return completes with the one outcome; fails like {@link #accepted()} if the message was refused
     */
    CompletableFuture<Outcome> outcome();

    /**
     * What the server answers, read as an object: the first argument of its acknowledgement.
     *
     * <pre>{@code
     * client.send(Message.event("buy", order), SendOptions.acked()).reply(Invoice.class).thenAccept(this::show);
     * }</pre>
     *
     * @param <T> the wanted type
     * @param type the wanted type: a record, bean, map or scalar; {@code Void} if it does not matter what the answer is
     * @return completes with the object, null for {@code Void}; fails with a {@link KeepwireException} if the message was
     *     refused, if its outcome is anything but {@code ACKED}, and with {@code PAYLOAD_MISMATCH} if the acknowledgement
     *     carries nothing, null, or something else
     */
    default <T> CompletableFuture<T> reply(Class<T> type) {
        requireNonNull(type, "type");
        return outcome().thenApply(outcome -> Replies.read(outcome, type));
    }
}
