// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Who of a namespace is meant.
 *
 * @param room the members of which room, or the one with which id; empty for everybody
 * @param except the ids of those who are left out
 */
record Selector(String room, Set<String> except) {
    static final Selector ALL = new Selector("", Set.of());

    Selector {
        except = Set.copyOf(except);
    }

    Selector but(String id) {
        Set<String> more = new HashSet<>(except);
        more.add(id);
        return new Selector(room, more);
    }

    boolean includes(String id, Set<String> rooms) {
        boolean isMeant = room.isEmpty() || room.equals(id) || rooms.contains(room);
        return isMeant && Collections.disjoint(except, Set.of(id));
    }
}
