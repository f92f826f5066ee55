// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.event;

import io.github.keepwire.message.Message;

/**
 * Hears messages as they come, one at a time and in order, on the client's callback executor.
 *
 * <p>What it throws is reported to the client's error listeners; other listeners and later messages are unharmed.
 */
@FunctionalInterface
public interface MessageListener {
    /**
     * A message arrived.
     *
     * @param message the message; its payload is read when asked
     */
    void received(Message message);

    /**
     * Hears messages with their payload read as a type, one at a time and in order, on the client's callback executor.
     *
     * <p>A payload that is not of the type, and whatever the listener throws, is reported to the client's error listeners;
     * other listeners and later messages are unharmed.
     *
     * @param <T> the payload's type
     */
    @FunctionalInterface
    interface Typed<T> {
        /**
         * A message arrived.
         *
         * @param payload its payload
         * @param message the envelope it came in
         */
        void received(T payload, Message message);
    }
}
