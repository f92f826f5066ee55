// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.outbox.MessageStore.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the segments that an earlier life left, oldest first. The end of the last one is cut where a crash tore it; what
 * else is damaged is copied aside and cut, and reported. Nothing of it keeps a store from starting.
 */
final class Recovery {
    private static final String ASIDE = ".corrupt";

    private final Disk disk;
    private final Segments segments;
    private final LiveEntries live;
    private final TreeMap<Long, byte[]> entries = new TreeMap<>();
    private final List<KeepwireException> problems = new ArrayList<>();

    Recovery(Disk disk, Segments segments, LiveEntries live) {
        this.disk = disk;
        this.segments = segments;
        this.live = live;
    }

    MessageStore.Recovered run(long segmentBytes) throws IOException {
        List<Long> numbers = numbers();
        for (int i = 0; i < numbers.size(); i++) {
            boolean last = i == numbers.size() - 1;
            segments.reserve(numbers.get(i));
            Segment segment = read(numbers.get(i), last);
            if (segment != null) {
                adopt(segment, last && segment.size() < segmentBytes);
            }
        }
        List<Entry> found = new ArrayList<>();
        for (Map.Entry<Long, byte[]> entry : entries.entrySet()) {
            found.add(new Entry(entry.getKey(), entry.getValue()));
        }
        return new MessageStore.Recovered(found, problems);
    }

    private List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String name : disk.list()) {
            long number = Segment.numberOf(name);
            if (number >= 0) {
                numbers.add(number);
            }
        }
        numbers.sort(null);
        return numbers;
    }

    private @Nullable Segment read(long number, boolean last) {
        String name = Segment.nameOf(number);
        try (Disk.Data data = disk.open(name)) {
            byte[] file = Segments.readAll(data, data.size());
            SegmentReader reader = new SegmentReader(file);
            Segment segment = new Segment(number, 0);
            replay(reader, segment);
            segment.resize(reader.end());
            if (reader.end() < file.length || reader.end() == 0) {
                return mend(segment, file, data, last && reader.isTorn() ? null : reader);
            }
            return segment;
        } catch (IOException | ArithmeticException failed) {
            problem("segment " + name + " could not be read and was left alone", failed);
            return null;
        }
    }

    private void replay(SegmentReader reader, Segment segment) {
        while (reader.next()) {
            if (reader.type() == RecordFormat.ADD) {
                byte[] data = reader.data();
                entries.put(reader.sequence(), data);
                live.put(reader.sequence(), segment, RecordFormat.addBytes(data));
            } else {
                entries.remove(reader.sequence());
                live.remove(reader.sequence());
            }
        }
    }

    /** Cuts what is not good; copies it aside before unless it is only torn. */
    private @Nullable Segment mend(Segment segment, byte[] file, Disk.Data data, @Nullable SegmentReader damaged) {
        try {
            if (damaged != null) {
                setAside(segment.name(), file);
                problem(
                        "segment " + segment.name() + " was damaged at byte " + segment.size() + " of " + file.length
                                + ": at least " + damaged.lostEntries() + " entries behind that are lost; a copy is in "
                                + segment.name() + ASIDE,
                        null);
            }
            return cut(segment, data);
        } catch (IOException failed) {
            problem("segment " + segment.name() + " was damaged, and could not be mended", failed);
            return unmended(segment);
        }
    }

    private void setAside(String name, byte[] file) throws IOException {
        disk.delete(name + ASIDE);
        try (Disk.Data copy = disk.create(name + ASIDE)) {
            copy.write(ByteBuffer.wrap(file), 0);
            copy.force();
        }
        disk.force();
    }

    private @Nullable Segment cut(Segment segment, Disk.Data data) throws IOException {
        if (segment.size() == 0) {
            disk.delete(segment.name());
            return null;
        }
        data.truncate(segment.size());
        data.force();
        return segment;
    }

    /** One that could not be cut must not be written to, or what is written would be behind the damage. */
    private @Nullable Segment unmended(Segment segment) {
        if (segment.size() > 0) {
            segments.adopt(segment);
        }
        return null;
    }

    private void adopt(Segment segment, boolean asTail) {
        if (!asTail) {
            segments.adopt(segment);
            return;
        }
        try {
            segments.adoptTail(segment);
        } catch (IOException failed) {
            problem("segment " + segment.name() + " can no longer be written to", failed);
        }
    }

    private void problem(String message, @Nullable Exception cause) {
        problems.add(new KeepwireException(ErrorCode.STORE_FAILED, "outbox: " + message, cause));
    }
}
