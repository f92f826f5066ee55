// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

/** What stands between tokens, and behind the last one. */
final class JsonSpace {
    private JsonSpace() {}

    /** The index of the first character that is no space, or the length of the text. */
    static int endOf(String text, int from) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
                return i;
            }
            i++;
        }
        return i;
    }

    /** A character of the text, or NUL, which no grammar takes, behind its end. */
    static char charAt(String text, int index) {
        return index < text.length() ? text.charAt(index) : 0;
    }
}
