// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.util.Optional;

/** Who a pretended token stands for: {@code user:alice} or {@code admin:root}. */
record Caller(String name, boolean admin) {
    private static final String USER = "user:";
    private static final String ADMIN = "admin:";
    private static final String BEARER = "Bearer ";

    /** Empty if the token is not one that a server of ours gives out. */
    static Optional<Caller> of(String token) {
        if (token.startsWith(USER) && token.length() > USER.length()) {
            return Optional.of(new Caller(token.substring(USER.length()), false));
        }
        if (token.startsWith(ADMIN) && token.length() > ADMIN.length()) {
            return Optional.of(new Caller(token.substring(ADMIN.length()), true));
        }
        return Optional.empty();
    }

    /** Who connected, by the query or the header of the handshake. */
    static Optional<Caller> of(Peer peer) {
        return peer.query("token")
                .or(() -> bearer(peer.header("Authorization")))
                .flatMap(Caller::of);
    }

    static Optional<String> bearer(Optional<String> authorization) {
        return authorization.filter(value -> value.startsWith(BEARER)).map(value -> value.substring(BEARER.length()));
    }
}
