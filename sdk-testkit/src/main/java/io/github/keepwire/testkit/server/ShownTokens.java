// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tokens that a client showed: in the query, as {@code Authorization: Bearer}, or as one of its subprotocols. */
record ShownTokens(List<String> all) {
    static final String AUTHORIZATION = "Authorization";
    static final String SUBPROTOCOLS = "Sec-WebSocket-Protocol";

    static ShownTokens of(Optional<String> inQuery, Optional<String> authorization, Optional<String> subprotocols) {
        List<String> all = new ArrayList<>();
        inQuery.ifPresent(all::add);
        Caller.bearer(authorization).ifPresent(all::add);
        offers(subprotocols.orElse("")).forEach(all::add);
        return new ShownTokens(all);
    }

    static ShownTokens of(Peer peer) {
        return of(peer.query("token"), peer.header(AUTHORIZATION), peer.header(SUBPROTOCOLS));
    }

    /** The subprotocols of a header, the preferred one first. */
    static Stream<String> offers(String header) {
        return Stream.of(header.split(",")).map(String::trim).filter(offer -> !offer.isEmpty());
    }

    boolean contain(String wanted) {
        return all.contains(wanted);
    }

    /** Who they stand for; empty if none of them is a token that a server of ours gives out. */
    Optional<Caller> caller() {
        return all.stream().flatMap(token -> Caller.of(token).stream()).findFirst();
    }
}
