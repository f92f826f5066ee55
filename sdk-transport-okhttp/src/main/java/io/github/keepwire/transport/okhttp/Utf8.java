// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import okio.Buffer;

/**
 * Text from the wire, strictly UTF-8. Decodes with the platform's fast lenient decoder; only text with a replacement
 * character in it is decoded again, strictly, to tell a broken sequence from a replacement character that was sent.
 *
 * <p>Used by one thread.
 */
final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor();

    /**
     * Takes text from the front of a buffer.
     *
     * @param length bytes, all of them in the buffer
     */
    String take(Buffer from, int length) throws Violation, EOFException {
        if (length == 0) {
            return "";
        }
        from.readUnsafe(cursor);
        try {
            cursor.seek(0);
            byte[] segment = cursor.data;
            if (segment != null && cursor.end - cursor.start >= length) {
                String text = decode(segment, cursor.start, length);
                cursor.close();
                from.skip(length);
                return text;
            }
        } finally {
            if (cursor.buffer != null) {
                cursor.close();
            }
        }
        return decode(from.readByteArray(length), 0, length);
    }

    private static String decode(byte[] bytes, int offset, int length) throws Violation {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            checkStrictly(ByteBuffer.wrap(bytes, offset, length));
        }
        return text;
    }

    private static void checkStrictly(ByteBuffer bytes) throws Violation {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException e) {
            throw Violation.utf8();
        }
    }
}
