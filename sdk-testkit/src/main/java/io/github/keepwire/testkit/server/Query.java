// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The query of a request target, decoded. */
record Query(String raw) {
    static Query of(String target) {
        int mark = target.indexOf('?');
        return new Query(mark < 0 ? "" : target.substring(mark + 1));
    }

    /** The first value of that name; empty if there is none or it is not well encoded. */
    Optional<String> value(String name) {
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).equals(name)) {
                return decode(pair.substring(equals + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> decode(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException badEscape) {
            return Optional.empty();
        }
    }
}
