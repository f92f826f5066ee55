// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Why a client may not enter a namespace; it is told so.
 *
 * @param message what to tell
 * @param data more to tell: a map or a record, or null for nothing
 */
public record SocketIoRefusal(String message, @Nullable Object data) {
    /**
     * Checks that there is a message.
     *
     * @param message what to tell
     * @param data more to tell, or null
     */
    public SocketIoRefusal {
        requireNonNull(message, "message");
    }

    /**
     * A refusal that tells nothing but its message.
     *
     * @param message what to tell
     * @return the refusal
     */
    public static SocketIoRefusal of(String message) {
        return new SocketIoRefusal(message, null);
    }
}
