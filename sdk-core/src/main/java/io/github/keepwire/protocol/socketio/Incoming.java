// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

/** What a frame of the server means. */
sealed interface Incoming {
    /** The link is let in: always the first. */
    record Opened(Handshake handshake) implements Incoming {}

    /** A packet is complete. */
    record Complete(Packet packet) implements Incoming {}

    /** What carries nothing. */
    enum Bare implements Incoming {
        /** The server asks for a pong. */
        PING,
        /** The server is about to end the link. */
        CLOSE,
        /** More frames belong to it, or it says nothing. */
        NOTHING
    }
}
