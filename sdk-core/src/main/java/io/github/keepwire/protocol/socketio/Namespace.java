// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.message.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of one namespace: the channels that mean it, and its rooms.
 *
 * <pre>
 *   asked for --let in--> in --no longer wanted, rooms left--> gone
 *      |  refused: gone; no longer wanted: left once the server has let us in
 * </pre>
 *
 * <p>The official server ends the whole link when it is asked for a namespace that is in, or told to forget one that is not.
 */
final class Namespace {
    private final Set<Scope> channels = new LinkedHashSet<>();
    /** The rooms that are wanted. */
    private final Set<Scope> rooms = new LinkedHashSet<>();
    /** The same, by name: two names of one namespace may give two scopes for one room. */
    private final Map<String, Set<Scope>> byName = new LinkedHashMap<>();
    /** The channels that the rooms are in, and how many are. */
    private final Map<Scope, Integer> parents = new LinkedHashMap<>();
    /** The rooms that the server may put us in again by itself, by name. */
    private final Map<String, Scope> expected = new LinkedHashMap<>();
    /** The rooms whose end the server has not confirmed yet. */
    private final Set<Scope> leaving = new LinkedHashSet<>();
    /** Whether the server has let us in. */
    boolean isIn;

    void want(Scope scope) {
        if (scope.kind() == Scope.Kind.CHANNEL) {
            channels.add(scope);
            return;
        }
        leaving.remove(scope);
        expected.remove(scope.name());
        if (rooms.add(scope)) {
            byName.computeIfAbsent(scope.name(), name -> new LinkedHashSet<>()).add(scope);
            if (scope.parent() != null) {
                parents.merge(scope.parent(), 1, Integer::sum);
            }
        }
    }

    boolean isWanted(Scope scope) {
        return channels.contains(scope) || rooms.contains(scope);
    }

    /** Whether this one asks the server, for all of them. */
    boolean isLedBy(Scope scope) {
        return scope.equals(first());
    }

    void release(Scope scope) {
        if (scope.kind() == Scope.Kind.CHANNEL) {
            channels.remove(scope);
        } else if (rooms.remove(scope)) {
            byName.computeIfPresent(scope.name(), (name, same) -> same.remove(scope) && same.isEmpty() ? null : same);
            if (scope.parent() != null) {
                parents.computeIfPresent(scope.parent(), (parent, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    /** The server is told that a room is left. */
    void leaving(Scope room) {
        leaving.add(room);
    }

    /** The server has confirmed that; tells whether anybody waits for it. */
    boolean left(Scope room) {
        return leaving.remove(room);
    }

    /** Whether nobody wants anything of it. */
    boolean isUnwanted() {
        return channels.isEmpty() && rooms.isEmpty();
    }

    /** Whether it is to be left: nothing is wanted of it, and the server owes no answer. */
    boolean isDone() {
        return isIn && isUnwanted() && leaving.isEmpty();
    }

    /** The channel that means it, or else the room of it, that was wanted first; null if none is wanted. */
    @Nullable
    Scope first() {
        Iterator<Scope> all = channels.isEmpty() ? rooms.iterator() : channels.iterator();
        return all.hasNext() ? all.next() : null;
    }

    boolean hasRoom(String name) {
        return byName.containsKey(name);
    }

    List<Scope> channels() {
        return new ArrayList<>(channels);
    }

    List<Scope> rooms() {
        return new ArrayList<>(rooms);
    }

    List<Scope> leaving() {
        return new ArrayList<>(leaving);
    }

    boolean hasRooms() {
        return !rooms.isEmpty() || !expected.isEmpty();
    }

    /** The rooms of before: when the server takes us back, what they have missed comes first of all. */
    void expect(Collection<Scope> roomsOfBefore) {
        expected.clear();
        for (Scope room : roomsOfBefore) {
            if (!hasRoom(room.name())) {
                expected.put(room.name(), room);
            }
        }
    }

    /** Those of them that nobody has asked for on this link; they are expected no longer. */
    List<Scope> takeExpected() {
        List<Scope> left = new ArrayList<>(expected.values());
        expected.clear();
        return left;
    }

    /**
     * The channels that are meant, and the room of a name if that is wanted, or was before; empty if nobody wants to hear. Wanted is
     * enough: after a recovery the server goes on with what a room has missed before it confirms that we are in again.
     */
    List<Scope> scopes(@Nullable String room) {
        Set<Scope> named = byName.getOrDefault(room, Collections.emptySet());
        Scope before = room == null ? null : expected.get(room);
        if (channels.isEmpty() && parents.isEmpty() && named.isEmpty() && before == null) {
            return Collections.emptyList(); // as for most events of the main namespace
        }
        Set<Scope> scopes = new LinkedHashSet<>(channels);
        scopes.addAll(parents.keySet());
        scopes.addAll(named);
        if (before != null) {
            scopes.add(before);
        }
        return Collections.unmodifiableList(new ArrayList<>(scopes));
    }
}
