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
}
