// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a pretended token stands for: {@code user:alice} or {@code admin:root}, or with a dot where a colon may not stand.
 */
record Caller(String name, boolean admin) {
    private static final Pattern TOKEN = Pattern.compile("(user|admin)[:.](.+)", Pattern.DOTALL);
    private static final String BEARER = "Bearer ";

    /** Empty if the token is not one that a server of ours gives out. */
    static Optional<Caller> of(String token) {
        Matcher matcher = TOKEN.matcher(token);
        return matcher.matches()
                ? Optional.of(new Caller(matcher.group(2), matcher.group(1).equals("admin")))
                : Optional.empty();
    }

    static Optional<String> bearer(Optional<String> authorization) {
        return authorization.filter(value -> value.startsWith(BEARER)).map(value -> value.substring(BEARER.length()));
    }
}
