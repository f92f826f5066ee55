// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.message.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wanted of one namespace: the channels that mean it, and its rooms. */
final class Namespace {
    private final Set<Scope> channels = new LinkedHashSet<>();
    /** The rooms that are wanted, and whether the server has confirmed them. */
    private final Map<Scope, Boolean> rooms = new LinkedHashMap<>();
    /** Whether the server has let us in. */
    boolean isIn;

    void want(Scope scope) {
        if (scope.kind() == Scope.Kind.CHANNEL) {
            channels.add(scope);
        } else {
            rooms.putIfAbsent(scope, false);
        }
    }

    boolean isWanted(Scope scope) {
        return channels.contains(scope) || rooms.containsKey(scope);
    }

    /** Whether this scope is the one for whose sake the server is asked: of several, one is. */
    boolean isLedBy(Scope scope) {
        return scope.equals(
                channels.isEmpty()
                        ? rooms.keySet().iterator().next()
                        : channels.iterator().next());
    }

    boolean release(Scope scope) {
        return scope.kind() == Scope.Kind.CHANNEL ? channels.remove(scope) : rooms.remove(scope) != null;
    }

    boolean isUnwanted() {
        return channels.isEmpty() && rooms.isEmpty();
    }

    void joined(Scope room) {
        rooms.replace(room, true);
    }

    /** Whether another scope names the same room: two names of one namespace may do that. */
    boolean hasRoom(String name) {
        return rooms.keySet().stream().anyMatch(room -> room.name().equals(name));
    }

    List<Scope> channels() {
        return new ArrayList<>(channels);
    }

    List<Scope> rooms() {
        return new ArrayList<>(rooms.keySet());
    }

    boolean hasRooms() {
        return !rooms.isEmpty();
    }

    /** The channels, and the room of a name if there is one and we are in it. */
    List<Scope> scopes(@Nullable String room) {
        List<Scope> scopes = channels();
        if (room == null) {
            return scopes;
        }
        rooms.forEach((scope, isConfirmed) -> {
            if (isConfirmed && scope.name().equals(room)) {
                scopes.add(scope);
            }
        });
        return scopes;
    }
}
