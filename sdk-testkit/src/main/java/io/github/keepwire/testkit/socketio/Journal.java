// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was sent lately in one namespace, each with the offset that went with it: so that it can be sent again to who missed
 * it. Used within turns.
 */
final class Journal {
    private static final int MOST = 10_000;
    private static final long MOST_BYTES = 16L << 20;

    private final long window;
    private final Backlog<Entry> entries = new Backlog<>(MOST, MOST_BYTES);
    private long last;

    private record Entry(String offset, long at, Selector to, Written event) {}

    Journal(long windowNanos) {
        window = windowNanos;
    }

    boolean isOn() {
        return window > 0;
    }

    /** Writes an event, with its offset as the last argument; as it is where nothing is recovered. */
    Written write(String namespace, ArrayNode event, Selector to, long now) {
        if (!isOn()) {
            return Written.of(Packet.of(PacketType.EVENT, namespace, Packet.NO_ACK, event));
        }
        String offset = "o" + Long.toString(++last, Character.MAX_RADIX);
        Written written = Written.of(Packet.of(PacketType.EVENT, namespace, Packet.NO_ACK, event.add(offset)));
        entries.forgetWhile(entry -> now - entry.at() > window);
        entries.add(new Entry(offset, now, to, written), written.bytes());
        return written;
    }

    /** What one has missed since an offset; empty if that cannot be told any more. */
    Optional<List<Written>> since(String offset, String id, Set<String> rooms) {
        List<Written> missed = new ArrayList<>();
        boolean found = false;
        for (Entry entry : entries.all()) {
            if (found && entry.to().includes(id, rooms)) {
                missed.add(entry.event());
            }
            found |= entry.offset().equals(offset);
        }
        return found ? Optional.of(missed) : Optional.empty();
    }

    void clear() {
        entries.clear();
    }
}
