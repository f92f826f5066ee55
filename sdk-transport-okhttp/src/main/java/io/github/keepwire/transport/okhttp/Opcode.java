// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

/** The kinds of frames (RFC 6455, section 5.2), and the bits around them. */
final class Opcode {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xa;

    static final int FIN_BIT = 0x80;
    static final int RESERVED_BITS = 0x70;
    static final int OPCODE_BITS = 0x0f;
    /** Control frames have it, data frames do not. */
    static final int CONTROL_BIT = 0x08;

    static final int MASK_BIT = 0x80;
    static final int LENGTH_BITS = 0x7f;
    /** The longest content of a control frame, in bytes. */
    static final int LONGEST_CONTROL = 125;
    /** Says that the length follows in two bytes. */
    static final int LENGTH_IN_TWO = 126;
    /** Says that the length follows in eight bytes. */
    static final int LENGTH_IN_EIGHT = 127;

    private Opcode() {}
}
