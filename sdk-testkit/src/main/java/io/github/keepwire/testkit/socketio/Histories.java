// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was said lately in each room of a namespace. Used within turns. */
final class Histories {
    private static final int MOST_ROOMS = 1_000;
    private static final long MOST_BYTES = 256 << 10;

    private final int most;
    private final Map<String, Backlog<JsonNode>> rooms = new LinkedHashMap<>();

    Histories(int most) {
        this.most = most;
    }

    boolean areKept() {
        return most > 0;
    }

    void add(String room, JsonNode said) {
        if (!areKept()) {
            return;
        }
        if (!rooms.containsKey(room) && rooms.size() == MOST_ROOMS) {
            rooms.remove(rooms.keySet().iterator().next());
        }
        rooms.computeIfAbsent(room, name -> new Backlog<>(most, MOST_BYTES))
                .add(said, said.toString().length());
    }

    ArrayNode of(String room) {
        ArrayNode said = Json.array();
        Backlog<JsonNode> kept = rooms.get(room);
        if (kept != null) {
            kept.all().forEach(said::add);
        }
        return said;
    }

    void clear() {
        rooms.clear();
    }
}
