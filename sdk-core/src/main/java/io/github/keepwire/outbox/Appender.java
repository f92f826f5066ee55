// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the records of one commit and writes them with as few writes as the segments allow. Notes where each entry went,
 * and tells the live ones only when all is written.
 */
final class Appender {
    private static final int FIRST_BYTES = 1 << 12;
    private static final int LARGEST_BYTES = 1 << 30;

    private final Segments segments;
    private final long mostBytes;
    private final List<Placed> waiting = new ArrayList<>();
    private final List<Placed> written = new ArrayList<>();
    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_BYTES);
    private long firstSequence;

    private record Placed(long sequence, long bytes, Segment segment) {}

    private static final Segment NOWHERE = new Segment(-1, 0);

    /** Gathers at most as much as one segment holds, but for a single record. */
    Appender(Segments segments, long segmentBytes) {
        this.segments = segments;
        mostBytes = segmentBytes - RecordFormat.HEADER_BYTES;
    }

    void add(long sequence, byte[] data) throws IOException {
        long bytes = RecordFormat.addBytes(data);
        makeRoom(sequence, bytes);
        RecordFormat.putAdd(buffer, sequence, data);
        waiting.add(new Placed(sequence, bytes, NOWHERE));
    }

    void remove(long sequence) throws IOException {
        makeRoom(sequence, RecordFormat.REMOVE_BYTES);
        RecordFormat.putRemove(buffer, sequence);
    }

    /** Writes what was gathered. */
    void flush() throws IOException {
        if (buffer.position() == 0) {
            return;
        }
        ByteBuffer records = ByteBuffer.wrap(buffer.array(), 0, buffer.position());
        Segment target = segments.append(records, firstSequence);
        for (Placed entry : waiting) {
            written.add(new Placed(entry.sequence(), entry.bytes(), target));
        }
        waiting.clear();
        buffer = ByteBuffer.wrap(buffer.array());
    }

    /** Tells where the entries are now; all must be flushed. */
    void enter(LiveEntries live) {
        for (Placed entry : written) {
            live.put(entry.sequence(), entry.segment(), entry.bytes());
        }
    }

    private void makeRoom(long sequence, long bytes) throws IOException {
        if (buffer.position() > 0 && buffer.position() + bytes > mostBytes) {
            flush();
        }
        if (buffer.position() == 0) {
            firstSequence = sequence;
        }
        if (buffer.remaining() < bytes) {
            grow(buffer.position() + bytes);
        }
    }

    private void grow(long bytes) throws IOException {
        if (bytes > LARGEST_BYTES) {
            throw new IOException("an entry of " + bytes + " bytes is too large for a file of a log");
        }
        int larger = (int) Math.min(LARGEST_BYTES, Math.max(bytes, 2L * buffer.capacity()));
        int used = buffer.position();
        buffer = ByteBuffer.allocate(larger).put(buffer.array(), 0, used);
    }
}
