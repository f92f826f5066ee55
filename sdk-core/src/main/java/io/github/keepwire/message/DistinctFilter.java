// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers the messages heard last, and holds back what comes again. An id is unique among the messages of its sender
 * only, so both are remembered; one that keeps coming stays remembered. Not safe for use by several clients: see fresh().
 */
final class DistinctFilter implements MessageFilter {
    private final int capacity;
    private final Map<Key, Boolean> seen;

    private record Key(String sender, String id) {}

    DistinctFilter(int capacity) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("capacity must be positive: " + capacity);
        }
        this.capacity = capacity;
        this.seen = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
                return size() > capacity;
            }
        };
    }

    @Override
    public boolean accepts(Message message, Instant now) {
        String id = message.id();
        if (id == null) {
            return true;
        }
        Identity sender = message.sender() == null ? Identity.ANONYMOUS : message.sender();
        return seen.put(new Key(sender.id(), id), Boolean.TRUE) == null;
    }

    @Override
    public MessageFilter fresh() {
        return new DistinctFilter(capacity);
    }
}
