// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.message.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Where a server's number of a message stands, and what it counts.
 *
 * @param path the place
 * @param count what is counted, or null for channels where there are any
 */
record Numbering(FramePath path, JsonDialect.@Nullable Count count) {
    /** As many digits as the largest number has. */
    private static final int MOST_DIGITS = 19;

    /** The field of the envelope that it is, or null if it stands deeper. */
    @Nullable
    String field() {
        return path.field();
    }

    /** Reads the number where it stands deeper than in the envelope itself: its text, or null if there is none. */
    @Nullable
    String textWithin(String frame, @Nullable Payload payload, EnvelopeShape shape) {
        String field = path.inPayload(shape);
        if (field == null) {
            return path.text(frame);
        }
        return payload == null ? null : payload.field(field);
    }

    /** Makes a number of its text; -1 if it is none that a server counts with. */
    static long number(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
