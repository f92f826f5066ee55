// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.message.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lanes whose head waits for something to happen, by what that is: news of one channel or room, or any. Belongs to the loop. */
final class Parked {
    private final Map<Scope, Set<Lane>> byScope = new HashMap<>();
    private final Set<Lane> forAnything = new LinkedHashSet<>();

    void add(Lane lane, @Nullable Scope until) {
        lane.isParked = true;
        lane.parkedUntil = until;
        (until == null ? forAnything : byScope.computeIfAbsent(until, scope -> new LinkedHashSet<>())).add(lane);
    }

    void remove(Lane lane) {
        Scope until = lane.parkedUntil;
        lane.isParked = false;
        lane.parkedUntil = null;
        if (until == null) {
            forAnything.remove(lane);
            return;
        }
        Set<Lane> same = byScope.getOrDefault(until, Collections.emptySet());
        same.remove(lane);
        if (same.isEmpty()) {
            byScope.remove(until);
        }
    }

    boolean isEmpty() {
        return byScope.isEmpty() && forAnything.isEmpty();
    }

    /** Those that wait for news of a channel or room, as of now. */
    List<Lane> waitingFor(Scope scope) {
        List<Lane> found = new ArrayList<>(forAnything);
        found.addAll(byScope.getOrDefault(scope, Collections.emptySet()));
        return found;
    }

    List<Lane> all() {
        List<Lane> all = new ArrayList<>(forAnything);
        byScope.values().forEach(all::addAll);
        return all;
    }
}
