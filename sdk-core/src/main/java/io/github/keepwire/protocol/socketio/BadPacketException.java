// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

/** A frame breaks the grammar. The message tells how, never what stood in it; there is no stack trace. */
final class BadPacketException extends Exception {
    private static final long serialVersionUID = 1L;

    BadPacketException(String message) {
        super(message, null, false, false);
    }

    String problem() {
        return String.valueOf(getMessage());
    }
}
