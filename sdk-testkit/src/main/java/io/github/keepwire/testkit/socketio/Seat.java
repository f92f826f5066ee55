// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import java.util.Set;

/**
 * What is kept of a client in a namespace until it comes back.
 *
 * @param id what the client was called
 * @param secret what only the client knows
 * @param rooms where it was
 * @param lostAt when its connection was lost
 */
record Seat(String id, String secret, Set<String> rooms, long lostAt) {
    Seat {
        rooms = Set.copyOf(rooms);
    }
}
