// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

/**
 * The grammar of numbers: {@code -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?}, with at most
 * {@value StrictJson#MAX_NUMBER_LENGTH} digits in all, as Jackson counts them.
 */
final class JsonNumbers {
    private JsonNumbers() {}

    /**
     * Finds the end of a number.
     *
     * @return the index behind it, or the complement of an index near what is wrong with it
     */
    static int endOf(String text, int from) {
        int first = JsonSpace.charAt(text, from) == '-' ? from + 1 : from;
        int i = endOfDigits(text, first);
        if (i == first || (i > first + 1 && text.charAt(first) == '0')) {
            return ~first;
        }
        int digits = i - first;
        if (JsonSpace.charAt(text, i) == '.') {
            first = i + 1;
            i = endOfDigits(text, first);
            if (i == first) {
                return ~i;
            }
            digits += i - first;
        }
        if ((JsonSpace.charAt(text, i) | 0x20) == 'e') {
            first = startOfExponent(text, i + 1);
            i = endOfDigits(text, first);
            if (i == first) {
                return ~i;
            }
            digits += i - first;
        }
        return digits <= StrictJson.MAX_NUMBER_LENGTH ? i : ~i;
    }

    /** Tells whether a number that is one has neither fraction nor exponent. */
    static boolean isInteger(String text, int from, int to) {
        return endOfDigits(text, text.charAt(from) == '-' ? from + 1 : from) == to;
    }

    private static int startOfExponent(String text, int from) {
        char sign = JsonSpace.charAt(text, from);
        return sign == '+' || sign == '-' ? from + 1 : from;
    }

    private static int endOfDigits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }
}
