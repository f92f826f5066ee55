// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

/** What a Socket.IO packet is for; on the wire, a digit. */
enum PacketType {
    /** To a server: let me into a namespace. From a server: you are in. */
    CONNECT('0'),
    /** The namespace is left. */
    DISCONNECT('1'),
    EVENT('2'),
    ACK('3'),
    /** From a server: you are not let in. */
    CONNECT_ERROR('4'),
    /** An event whose header counts the binary frames that follow. */
    BINARY_EVENT('5'),
    /** An ack whose header counts the binary frames that follow. */
    BINARY_ACK('6');

    private static final PacketType[] ALL = values();

    private final char digit;

    PacketType(char digit) {
        this.digit = digit;
    }

    /** The type of a digit. */
    static PacketType of(char digit) throws BadPacketException {
        for (PacketType type : ALL) {
            if (type.digit == digit) {
                return type;
            }
        }
        throw new BadPacketException("a packet has an unknown type");
    }

    boolean isBinary() {
        return this == BINARY_EVENT || this == BINARY_ACK;
    }

    boolean isAck() {
        return this == ACK || this == BINARY_ACK;
    }

    boolean isEvent() {
        return this == EVENT || this == BINARY_EVENT;
    }

    char digit() {
        return digit;
    }
}
