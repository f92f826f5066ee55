// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * One frame that a client sent, unmasked.
 *
 * @param opcode its kind
 * @param last whether it is the last part of its message
 * @param masked whether it was masked, as every frame of a client must be (RFC 6455, section 5.3)
 * @param payload its payload, read-only
 */
public record ClientFrame(Opcode opcode, boolean last, boolean masked, ByteBuffer payload) {
    private static final int LARGEST = 1 << 28;

    static ClientFrame read(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        boolean masked = (second & 0x80) != 0;
        long length = length(second & 0x7F, in);
        byte[] mask = new byte[4];
        if (masked) {
            in.readFully(mask);
        }
        byte[] payload = new byte[Math.toIntExact(Math.min(length, LARGEST))];
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i & 3];
        }
        boolean last = (first & 0x80) != 0;
        return new ClientFrame(
                Opcode.of(first & 0x0F), last, masked, ByteBuffer.wrap(payload).asReadOnlyBuffer());
    }

    private static long length(int small, DataInputStream in) throws IOException {
        if (small < 126) {
            return small;
        }
        return small == 126 ? in.readUnsignedShort() : in.readLong();
    }

    /**
     * The payload as text.
     *
     * @return the text
     * @throws AssertionError if it is not UTF-8
     */
    public String text() {
        return decode(payload.duplicate());
    }

    /**
     * The payload as an array.
     *
     * @return a new array
     */
    public byte[] bytes() {
        byte[] copy = new byte[payload.remaining()];
        payload.duplicate().get(copy);
        return copy;
    }

    /**
     * The code of a close frame.
     *
     * @return the code; 1005 if there is none
     */
    public int closeCode() {
        return payload.remaining() < 2 ? 1005 : payload.getShort(payload.position()) & 0xFFFF;
    }

    /**
     * The reason of a close frame.
     *
     * @return the reason; empty if there is none
     * @throws AssertionError if it is not UTF-8
     */
    public String closeReason() {
        return payload.remaining() < 2 ? "" : decode(payload.slice(2, payload.remaining() - 2));
    }

    private static String decode(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("the client sent text that is not UTF-8", e);
        }
    }
}
