// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

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
}
