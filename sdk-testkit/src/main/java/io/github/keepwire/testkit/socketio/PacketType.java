// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

/** What a Socket.IO packet is for; its place is its digit. */
enum PacketType {
    CONNECT,
    DISCONNECT,
    EVENT,
    ACK,
    CONNECT_ERROR,
    BINARY_EVENT,
    BINARY_ACK;

    static PacketType of(char digit) throws BadPacketException {
        int index = digit - '0';
        if (index < 0 || index >= values().length) {
            throw new BadPacketException("unknown packet type");
        }
        return values()[index];
    }

    boolean isBinary() {
        return this == BINARY_EVENT || this == BINARY_ACK;
    }

    boolean isEvent() {
        return this == EVENT || this == BINARY_EVENT;
    }

    boolean isAck() {
        return this == ACK || this == BINARY_ACK;
    }
}
