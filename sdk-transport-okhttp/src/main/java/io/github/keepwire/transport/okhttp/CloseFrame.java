// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import okio.Buffer;
import okio.ByteString;

/**
 * What we close with.
 *
 * @param content the code in two bytes and the reason in UTF-8, or nothing
 */
record CloseFrame(ByteString content) {
    private static final int LONGEST_REASON = Opcode.LONGEST_CONTROL - 2;

    /** The frame for a code that can be sent, or an empty one to answer an empty one. */
    static CloseFrame of(int code, String reason) {
        if (code == CloseCodes.NO_CODE) {
            return new CloseFrame(ByteString.EMPTY);
        }
        String fitting = cut(reason);
        return new CloseFrame(new Buffer().writeShort(code).writeUtf8(fitting).readByteString());
    }

    /** Cuts between characters, never inside one. */
    private static String cut(String reason) {
        int end = 0;
        int bytes = 0;
        while (end < reason.length()) {
            int character = reason.codePointAt(end);
            bytes += width(character);
            if (bytes > LONGEST_REASON) {
                break;
            }
            end += Character.charCount(character);
        }
        return reason.substring(0, end);
    }

    private static int width(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }
}
