// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

import io.github.keepwire.error.SafeText;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What a header of ours may be (RFC 9110, section 5), checked before a platform prints its value in an exception. */
final class HeaderRules {
    private static final Set<String> HANDSHAKES_OWN = Collections.unmodifiableSet(new HashSet<>(
            Arrays.asList("host", "connection", "upgrade", "content-length", "transfer-encoding", "expect")));
    private static final String TOKEN_EXTRAS = "!#$%&'*+-.^_`|~";

    private HeaderRules() {}

    static void check(String name, String value) {
        checkToken(name);
        String lower = name.toLowerCase(Locale.ROOT);
        if (HANDSHAKES_OWN.contains(lower) || lower.startsWith("sec-websocket-")) {
            throw new IllegalArgumentException("header " + name + " belongs to the handshake and cannot be set");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\t' && (c < 0x20 || c > 0x7e)) {
                throw new IllegalArgumentException(
                        "header " + name + " has a character that is not printable ASCII at index " + i);
            }
        }
    }

    static void checkToken(String name) {
        boolean valid = !name.isEmpty() && name.chars().allMatch(HeaderRules::isTokenCharacter);
        if (!valid) {
            throw new IllegalArgumentException("not an HTTP token: '" + SafeText.wire(name) + "'");
        }
    }

    private static boolean isTokenCharacter(int c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || TOKEN_EXTRAS.indexOf(c) >= 0;
    }
}
