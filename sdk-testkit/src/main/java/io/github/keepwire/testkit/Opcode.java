// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

/** What a WebSocket frame is (RFC 6455, section 5.2). */
public enum Opcode {
    /** One more part of a message. */
    CONTINUATION(0x0),
    /** A text message, or its first part. */
    TEXT(0x1),
    /** A binary message, or its first part. */
    BINARY(0x2),
    /** The close frame. */
    CLOSE(0x8),
    /** A ping. */
    PING(0x9),
    /** A pong. */
    PONG(0xA);

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    /**
     * The opcode on the wire.
     *
     * @return four bits
     */
    public int code() {
        return code;
    }

    static Opcode of(int code) {
        for (Opcode opcode : values()) {
            if (opcode.code == code) {
                return opcode;
            }
        }
        throw new AssertionError("the client sent a frame with the reserved opcode " + code);
    }
}
