// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

/**
 * The grammar of strings: anything but control characters, with the escapes of RFC 8259. Half a surrogate pair passes, as
 * it passes Jackson: what cannot travel as UTF-8 did not come from a wire. One that is escaped passes in a value, and not in a name.
 */
final class JsonStrings {
    private static final String ESCAPED = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";

    private JsonStrings() {}

    /**
     * Finds the first character that is not simply one of the string: a quote, a backslash, a control character.
     *
     * @return its index, or the length of the text
     */
    static int endOfPlain(String text, int from) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c < ' ') {
                return i;
            }
            i++;
        }
        return i;
    }

    /**
     * Finds the quote that ends a string.
     *
     * @param from any index in it where no escape is under way
     * @return the index of the quote, or the complement of the index where it stops being a string
     */
    static int endOf(String text, int from) {
        int i = endOfPlain(text, from);
        while (JsonSpace.charAt(text, i) == '\\') {
            int behind = endOfEscape(text, i);
            if (behind < 0) {
                return ~i;
            }
            i = endOfPlain(text, behind);
        }
        return JsonSpace.charAt(text, i) == '"' ? i : ~i;
    }

    /** The index behind an escape, or -1 if it is none. */
    private static int endOfEscape(String text, int backslash) {
        char kind = JsonSpace.charAt(text, backslash + 1);
        if (kind != 'u') {
            return ESCAPED.indexOf(kind) < 0 ? -1 : backslash + 2;
        }
        return hex(text, backslash + 2) < 0 ? -1 : backslash + 6;
    }

    /** The character that four digits mean, or -1 if they are none. */
    private static int hex(String text, int from) {
        if (from + 4 > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Whether each half of a surrogate pair that is escaped stands beside its other half, escaped too. */
    static boolean hasWholePairs(String text, int from, int to) {
        int i = text.indexOf('\\', from);
        while (i >= 0 && i < to) {
            char c = escapedAt(text, i, to);
            if (Character.isHighSurrogate(c)) {
                i += 6;
                c = escapedAt(text, i, to);
                if (!Character.isLowSurrogate(c)) {
                    return false;
                }
            } else if (Character.isLowSurrogate(c)) {
                return false;
            }
            i = text.indexOf('\\', i + (c == 0 ? 2 : 6));
        }
        return true;
    }

    /** What four digits mean that follow a backslash at an index, or 0 if there are none. */
    private static char escapedAt(String text, int i, int to) {
        boolean coded = i + 6 <= to && text.startsWith("\\u", i);
        return coded ? (char) hex(text, i + 2) : 0;
    }

    /** The length that a string has without its escapes. */
    static int length(String text, int from, int to) {
        int length = to - from;
        int i = text.indexOf('\\', from);
        while (i >= 0 && i < to) {
            int size = text.charAt(i + 1) == 'u' ? 6 : 2;
            length -= size - 1;
            i = text.indexOf('\\', i + size);
        }
        return length;
    }

    /** What a string that is one means. */
    static String unescaped(String text, int from, int to) {
        StringBuilder meant = new StringBuilder(to - from);
        int i = from;
        while (i < to) {
            int plain = Math.min(endOfPlain(text, i), to);
            meant.append(text, i, plain);
            i = plain;
            if (i < to) {
                char kind = text.charAt(i + 1);
                boolean coded = kind == 'u';
                meant.append(coded ? (char) hex(text, i + 2) : MEANT.charAt(ESCAPED.indexOf(kind)));
                i += coded ? 6 : 2;
            }
        }
        return meant.toString();
    }
}
