// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of unmasked WebSocket frames, legal or not (RFC 6455, section 5.2).
 *
 * <p>Pure functions. Give several to one {@link RawConnection#write} to put them into one TCP segment.
 */
public final class ServerFrames {
    private static final int FIN = 0x80;

    private ServerFrames() {}

    /**
     * A whole text message.
     *
     * @param text its content
     * @return the frame
     */
    public static byte[] text(String text) {
        return part(Opcode.TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A whole binary message.
     *
     * @param content its content
     * @return the frame
     */
    public static byte[] binary(byte[] content) {
        return part(Opcode.BINARY, true, content);
    }

    /**
     * A ping.
     *
     * @param text its payload
     * @return the frame
     */
    public static byte[] ping(String text) {
        return part(Opcode.PING, true, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A pong.
     *
     * @param text its payload
     * @return the frame
     */
    public static byte[] pong(String text) {
        return part(Opcode.PONG, true, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A close frame with a code, legal or not.
     *
     * @param code sixteen bits
     * @param reason its reason
     * @return the frame
     */
    public static byte[] close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        ByteBuffer payload = ByteBuffer.allocate(2 + text.length);
        payload.putShort((short) code).put(text);
        return part(Opcode.CLOSE, true, payload.array());
    }

    /**
     * A close frame without a code.
     *
     * @return the frame
     */
    public static byte[] closeWithoutCode() {
        return part(Opcode.CLOSE, true, new byte[0]);
    }

    /**
     * One frame of any kind.
     *
     * @param opcode its kind
     * @param last whether it is the last part of its message
     * @param payload its payload
     * @return the frame
     */
    public static byte[] part(Opcode opcode, boolean last, byte[] payload) {
        return raw((last ? FIN : 0) | opcode.code(), payload);
    }

    /**
     * One frame with any first byte.
     *
     * @param firstByte FIN, the three reserved bits and the opcode
     * @param payload its payload
     * @return the frame
     */
    public static byte[] raw(int firstByte, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 10);
        out.writeBytes(header(firstByte, payload.length));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    /**
     * The header of a frame that claims a length, whatever follows.
     *
     * @param firstByte FIN, the three reserved bits and the opcode
     * @param length the length to claim, in bytes; a negative one sets the highest bit
     * @return two, four or ten bytes
     */
    public static byte[] header(int firstByte, long length) {
        if (length >= 0 && length < 126) {
            return new byte[] {(byte) firstByte, (byte) length};
        }
        if (length >= 0 && length <= 0xFFFF) {
            return ByteBuffer.allocate(4)
                    .put((byte) firstByte)
                    .put((byte) 126)
                    .putShort((short) length)
                    .array();
        }
        return ByteBuffer.allocate(10)
                .put((byte) firstByte)
                .put((byte) 127)
                .putLong(length)
                .array();
    }
}
