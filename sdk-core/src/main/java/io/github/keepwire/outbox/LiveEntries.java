// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which entries were committed and not removed, and in which segment each of them is. */
final class LiveEntries {
    private final Map<Long, Place> places = new HashMap<>();
    private long bytes;

    /** Where an entry's record is, and how long it is. */
    private record Place(Segment segment, long bytes) {}

    /** Takes note of an entry; a newer place replaces the older one. */
    void put(long sequence, Segment segment, long recordBytes) {
        remove(sequence);
        places.put(sequence, new Place(segment, recordBytes));
        segment.enter(recordBytes);
        bytes += recordBytes;
    }

    /** Forgets an entry; tells whether there was one. */
    boolean remove(long sequence) {
        Place place = places.remove(sequence);
        if (place == null) {
            return false;
        }
        place.segment().leave(place.bytes());
        bytes -= place.bytes();
        return true;
    }

    @Nullable
    Segment segmentOf(long sequence) {
        Place place = places.get(sequence);
        return place == null ? null : place.segment();
    }

    int count() {
        return places.size();
    }

    /** The records' bytes. */
    long bytes() {
        return bytes;
    }
}
