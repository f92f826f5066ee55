// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Adds parameters to the query of an address. Those that it has already stay as they are, and empty values are left out. */
final class QueryText {
    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private final URI base;
    private final StringBuilder added = new StringBuilder();

    QueryText(URI base) {
        this.base = base;
    }

    void add(String parameter, String value) {
        String encoded = encoded(parameter);
        if (value.isEmpty() || has(base.getRawQuery(), encoded)) {
            return;
        }
        added.append(added.length() == 0 ? "" : "&").append(encoded).append('=').append(encoded(value));
    }

    private static boolean has(@Nullable String query, String parameter) {
        if (query == null) {
            return false;
        }
        for (String pair : query.split("&", -1)) {
            if (pair.equals(parameter) || pair.startsWith(parameter + "=")) {
                return true;
            }
        }
        return false;
    }

    boolean isChanged() {
        return added.length() > 0;
    }

    URI uri() {
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        String query = base.getRawQuery() == null || base.getRawQuery().isEmpty() ? "" : base.getRawQuery() + "&";
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + path + "?" + query + added);
    }

    private static String encoded(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (letter || (c >= '0' && c <= '9') || UNRESERVED.indexOf(c) >= 0) {
                out.append((char) c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }
}
