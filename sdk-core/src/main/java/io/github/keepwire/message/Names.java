// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import io.github.keepwire.error.SafeText;
import org.jspecify.annotations.Nullable;

/** What a name that travels may be: bounded, and without characters that break a log, a header or UTF-8. */
final class Names {
    private static final int LONGEST = 256;

    private Names() {}

    static void check(String what, String name, boolean emptyAllowed) {
        String problem = problemWith(name, emptyAllowed);
        if (problem != null) {
            throw new IllegalArgumentException(what + " " + problem + ": '" + SafeText.wire(name) + "'");
        }
    }

    /** Tells what is wrong with a name, or null if nothing is. */
    static @Nullable String problemWith(String name, boolean emptyAllowed) {
        if (name.isEmpty() && !emptyAllowed) {
            return "must not be empty";
        }
        if (name.length() > LONGEST) {
            return "must not be longer than " + LONGEST + " characters";
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < 0x20 || (c > 0x7e && isUnsafe(name, i))) {
                return "must not hold control characters, line separators or lone surrogates";
            }
        }
        return null;
    }

    private static boolean isUnsafe(String name, int index) {
        char c = name.charAt(index);
        if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
            return true;
        }
        if (Character.isHighSurrogate(c)) {
            return index + 1 == name.length() || !Character.isLowSurrogate(name.charAt(index + 1));
        }
        return Character.isLowSurrogate(c) && (index == 0 || !Character.isHighSurrogate(name.charAt(index - 1)));
    }
}
