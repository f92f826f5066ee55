// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The seats of those who lost their connection lately, in one namespace. Used within turns. */
final class Seats {
    private static final int MOST = 1_000;

    private final long window;
    private final Map<String, Seat> kept = new LinkedHashMap<>();

    Seats(long windowNanos) {
        window = windowNanos;
    }

    void keep(String id, String secret, Set<String> rooms, long now) {
        if (window == 0) {
            return;
        }
        kept.values().removeIf(seat -> now - seat.lostAt() > window);
        kept.put(secret, new Seat(id, secret, rooms, now));
        if (kept.size() > MOST) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    /** The seat of a client that came back in time; it is no longer kept. */
    Optional<Seat> take(String secret, long now) {
        return Optional.ofNullable(kept.remove(secret)).filter(seat -> now - seat.lostAt() <= window);
    }

    void clear() {
        kept.clear();
    }
}
