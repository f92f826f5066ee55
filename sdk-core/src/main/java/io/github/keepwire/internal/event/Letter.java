// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import io.github.keepwire.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * Something on its way to the listeners.
 *
 * @param bytes what it holds in memory
 * @param message the message, or null for an event, which is never dropped
 * @param call calls the listeners
 */
record Letter(int bytes, @Nullable Message message, Runnable call) {
    boolean isDroppable() {
        return message != null;
    }
}
