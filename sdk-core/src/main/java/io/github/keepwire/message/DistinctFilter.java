// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Remembers the ids seen last, and holds back what comes again. Not safe for use by several clients: see fresh(). */
final class DistinctFilter implements MessageFilter {
    private final int capacity;
    private final Set<String> seen;

    DistinctFilter(int capacity) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("capacity must be positive: " + capacity);
        }
        this.capacity = capacity;
        this.seen = Collections.newSetFromMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > capacity;
            }
        });
    }

    @Override
    public boolean accepts(Message message, Instant now) {
        String id = message.id();
        return id == null || seen.add(id);
    }

    @Override
    public MessageFilter fresh() {
        return new DistinctFilter(capacity);
    }
}
