// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import io.github.keepwire.outbox.MessageStore.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written when: a commit is appended or taken back as a whole, and what nobody needs any longer is deleted at the
 * head.
 *
 * <pre>
 *   commit: repair -> room? -> append adds and removals -> force -> tidy
 *                                   | failed
 *                                   +-> roll back; the removals are owed to the next commit -> tidy -> once more, if that
 *                                       gave bytes back
 * </pre>
 *
 * <p>Removals always find room: each entry that is let in reserves it. Tidying has a segment's worth for itself.
 */
final class Log {
    private static final Logger LOG = LoggerFactory.getLogger(Log.class);
    private static final long[] NONE = {};

    private final Disk disk;
    private final Limits limits;
    private final Segments segments;
    private final LiveEntries live = new LiveEntries();
    private final List<Long> owed = new ArrayList<>();

    /** Sizes in bytes, and when to force. */
    record Limits(long maxBytes, long segmentBytes, FileStore.Sync sync) {}

    Log(Disk disk, Limits limits) {
        this.disk = disk;
        this.limits = limits;
        segments = new Segments(disk, limits.segmentBytes(), limits.sync() != FileStore.Sync.NONE);
    }

    MessageStore.Recovered open() throws IOException {
        return new Recovery(disk, segments, live).run(limits.segmentBytes());
    }

    /** Keeps all or nothing of the additions; the removals count in any case. */
    void commit(List<Entry> added, long[] removed) throws IOException {
        List<Entry> kept = without(added, removed);
        for (long sequence : removed) {
            if (live.remove(sequence)) {
                owed.add(sequence);
            }
        }
        segments.repair();
        makeRoom(kept);
        writeOrTidyFirst(kept);
        tidy();
    }

    /** What fails tidies up behind itself; where that gave bytes back, as on a full disk, it may succeed now. */
    private void writeOrTidyFirst(List<Entry> added) throws IOException {
        long before = segments.bytes();
        try {
            write(added);
        } catch (IOException failed) {
            if (segments.isBroken() || segments.bytes() >= before) {
                throw failed;
            }
            write(added);
        }
    }

    /** Writes the removals that are still owed, if any, and closes the files. */
    void close() throws IOException {
        try {
            if (segments.isBroken() || !owed.isEmpty()) {
                commit(new ArrayList<>(), NONE);
            }
        } finally {
            segments.close();
        }
    }

    private void makeRoom(List<Entry> added) throws IOException {
        long wanted = 0;
        for (Entry entry : added) {
            wanted += RecordFormat.addBytes(entry.data()) + RecordFormat.REMOVE_BYTES;
        }
        if (wanted > room() && !owed.isEmpty()) {
            write(new ArrayList<>());
            tidy();
        }
        if (wanted > room()) {
            throw new IOException("no room for " + wanted + " bytes: " + segments.bytes() + " of " + limits.maxBytes()
                    + " are in use");
        }
    }

    private long room() {
        long reserved = (long) (live.count() + owed.size()) * RecordFormat.REMOVE_BYTES + limits.segmentBytes();
        return limits.maxBytes() - reserved - segments.bytes();
    }

    private void write(List<Entry> added) throws IOException {
        if (added.isEmpty() && owed.isEmpty()) {
            return;
        }
        Segments.Mark mark = segments.mark();
        try {
            Appender appender = append(added);
            appender.enter(live);
            owed.clear();
        } catch (IOException | RuntimeException failed) {
            takeBack(mark, failed);
            tidy();
            throw failed;
        }
    }

    private Appender append(List<Entry> added) throws IOException {
        Appender appender = new Appender(segments, limits.segmentBytes());
        for (Entry entry : added) {
            appender.add(entry.sequence(), entry.data());
            if (limits.sync() == FileStore.Sync.EACH) {
                appender.flush();
                segments.force();
            }
        }
        for (long sequence : owed) {
            appender.remove(sequence);
        }
        appender.flush();
        if (limits.sync() == FileStore.Sync.GROUPED || !owed.isEmpty()) {
            segments.force();
        }
        return appender;
    }

    private void takeBack(Segments.Mark mark, Exception reason) {
        try {
            segments.rollBack(mark);
        } catch (IOException | RuntimeException failed) {
            reason.addSuppressed(failed);
        }
    }

    /** Deletes what is no longer needed. It can wait: what fails is done after the next commit. */
    private void tidy() {
        if (segments.isBroken()) {
            return;
        }
        try {
            deleteUnneeded();
            while (segments.head() != null && segments.bytes() > 2 * live.bytes() && copyHeadForward()) {
                deleteUnneeded();
            }
        } catch (IOException failed) {
            LOG.debug("the outbox will be tidied later", failed);
        }
    }

    private void deleteUnneeded() throws IOException {
        Segment head = segments.head();
        while (head != null && head.liveEntries() == 0) {
            segments.deleteHead();
            head = segments.head();
        }
        boolean worthIt = segments.tailSize() > limits.segmentBytes() / 2 || !owed.isEmpty();
        if (live.count() == 0 && head == null && segments.tailSize() > 0 && worthIt) {
            segments.clearTail();
            owed.clear();
        }
    }

    /** Appends what is live in the head once more, so that the head is needed no longer; false if it cannot be read. */
    private boolean copyHeadForward() throws IOException {
        Segment head = segments.head();
        if (head == null) {
            return false;
        }
        SegmentReader reader = new SegmentReader(segments.read(head));
        Segments.Mark mark = segments.mark();
        try {
            Appender appender = new Appender(segments, limits.segmentBytes());
            if (copyLive(reader, head, appender) != head.liveEntries()) {
                LOG.warn("the outbox's segment {} has become unreadable; it stays as it is", head.name());
                segments.rollBack(mark);
                return false;
            }
            appender.flush();
            segments.force();
            appender.enter(live);
            return true;
        } catch (IOException | RuntimeException failed) {
            takeBack(mark, failed);
            throw failed;
        }
    }

    private int copyLive(SegmentReader reader, Segment from, Appender to) throws IOException {
        Set<Long> copied = new HashSet<>();
        while (reader.next()) {
            if (reader.type() == RecordFormat.ADD && from.equals(live.segmentOf(reader.sequence()))) {
                to.add(reader.sequence(), reader.data());
                copied.add(reader.sequence());
            }
        }
        return copied.size();
    }

    private static List<Entry> without(List<Entry> added, long[] removed) {
        if (added.isEmpty() || removed.length == 0) {
            return added;
        }
        Set<Long> gone = new HashSet<>();
        for (long sequence : removed) {
            gone.add(sequence);
        }
        List<Entry> kept = new ArrayList<>();
        for (Entry entry : added) {
            if (!gone.contains(entry.sequence())) {
                kept.add(entry);
            }
        }
        return kept;
    }
}
