// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.event;

import io.github.keepwire.error.KeepwireException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A listener's wish for a channel. It is kept across connections: asked for anew after each, until it is closed or the server
 * says no. Several subscriptions share one on the wire.
 *
 * <pre>
 *   SUBSCRIBING &lt;--link lost--> ACTIVE
 *        |                        |
 *        +--the server says no----+--> REFUSED
 *   any of them --close()--> ENDED
 * </pre>
 *
 * <p>Safe for use by any thread; nothing blocks.
 */
public interface Subscription extends AutoCloseable {
    /** How a subscription stands. */
    enum State {
        /** Asked for, or about to be, once there is a connection. */
        SUBSCRIBING,
        /** The server has confirmed it; where a dialect has no confirmation, it was written. */
        ACTIVE,
        /** The server said no, or did not answer three times; another subscription asks again. */
        REFUSED,
        /** It was closed, or the client was. */
        ENDED
    }

    /**
     * A change of state.
     *
     * @param channel which channel
     * @param current the new state
     * @param reason why it was refused, or null
     */
    record Change(String channel, State current, @Nullable KeepwireException reason) {}

    /**
     * What is subscribed to.
     *
     * @return the channel's name
     */
    String channel();

    /**
     * How it stands.
     *
     * @return the state as of now
     */
    State state();

    /**
     * Why the server said no.
     *
     * @return present while the state is {@code REFUSED}
     */
    Optional<KeepwireException> refusal();

    /**
     * Waits for the first answer.
     *
     * @return completes once the subscription is active for the first time; fails with a {@link KeepwireException} if it is
     *     refused or ends before that. Each call gives a copy
     */
    CompletableFuture<Void> confirmed();

    /**
     * Calls a listener for each change of state.
     *
     * @param listener what to call, on the callback executor, in order with the messages
     * @return what removes it
     */
    Registration onState(Consumer<Change> listener);

    /** Ends it: its listener is not called any more. The server is told once nobody else wants the channel. Idempotent. */
    @Override
    void close();
}
