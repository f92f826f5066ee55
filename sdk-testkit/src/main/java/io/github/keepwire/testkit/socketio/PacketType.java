// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

/** What a Socket.IO packet is for. */
enum PacketType {
    CONNECT('0'),
    DISCONNECT('1'),
    EVENT('2'),
    ACK('3'),
    CONNECT_ERROR('4'),
    BINARY_EVENT('5'),
    BINARY_ACK('6');

    private final char digit;

    PacketType(char digit) {
        this.digit = digit;
    }

    char digit() {
        return digit;
    }

    static PacketType of(char digit) throws BadPacketException {
        for (PacketType type : values()) {
            if (type.digit == digit) {
                return type;
            }
        }
        throw new BadPacketException("unknown packet type");
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
