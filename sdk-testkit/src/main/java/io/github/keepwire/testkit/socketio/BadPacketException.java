// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

/** A client broke the grammar; its connection ends. */
final class BadPacketException extends Exception {
    private static final long serialVersionUID = 1L;

    BadPacketException(String problem) {
        super(problem, null, false, false);
    }

    String problem() {
        return String.valueOf(getMessage());
    }
}
