// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How a client comes in: as a new one, or back to its seat.
 *
 * @param seat its id and rooms
 * @param missed what to send it first
 * @param recovers whether it may come back to this seat
 */
record Entrance(Seat seat, List<Written> missed, boolean recovers) {
    static Entrance of(SocketIoNamespace namespace, ObjectNode auth, Supplier<String> ids) {
        return back(namespace, Auths.text(auth, "pid"), Auths.text(auth, "offset"))
                .orElseGet(() ->
                        new Entrance(new Seat(ids.get(), ids.get(), Set.of(), 0), List.of(), namespace.recovers()));
    }

    private static Optional<Entrance> back(SocketIoNamespace namespace, String secret, String offset) {
        if (!namespace.recovers() || secret.isEmpty()) {
            return Optional.empty();
        }
        namespace.holder(secret).ifPresent(old -> old.link().end("the client came back on another connection", true));
        return namespace
                .takeSeat(secret)
                .flatMap(seat -> namespace.missed(seat, offset).map(missed -> new Entrance(seat, missed, true)));
    }

    /** What the client is told. */
    ObjectNode told() {
        ObjectNode told = Json.object().put("sid", seat.id());
        return recovers ? told.put("pid", seat.secret()) : told;
    }
}
