// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The files of a log: sealed ones, oldest first, and the tail that is written to. What is written can be taken back to a
 * mark.
 *
 * <pre>
 *   head (sealed) .. sealed | tail     deleted at the head, written at the tail
 * </pre>
 *
 * <p>Once something failed, nothing else is written before the way back to the mark succeeded.
 */
final class Segments {
    private final Disk disk;
    private final long segmentBytes;
    private final boolean forcing;
    private final ArrayDeque<Segment> sealed = new ArrayDeque<>();
    private @Nullable Segment tail;
    private Disk.@Nullable Data tailData;
    private long newest;
    private @Nullable Mark wayBack;
    private boolean deletionUnforced;

    /** A place to come back to: the tail, if there was one, and the number of the newest file. */
    record Mark(@Nullable Segment tail, long size, long newest) {}

    /** On an empty directory, or one whose files are told by {@link #adopt} and {@link #adoptTail}. */
    Segments(Disk disk, long segmentBytes, boolean forcing) {
        this.disk = disk;
        this.segmentBytes = segmentBytes;
        this.forcing = forcing;
    }

    /** Never gives a new file this number, nor one below. */
    void reserve(long number) {
        newest = Math.max(newest, number);
    }

    /** Takes a file that is there, younger than those before, as one that is no longer written to. */
    void adopt(Segment segment) {
        reserve(segment.number());
        sealed.add(segment);
    }

    /** Takes the youngest file up to write on, and makes sure of what is in it. */
    void adoptTail(Segment segment) throws IOException {
        adopt(segment);
        Disk.Data data = disk.open(segment.name());
        try {
            force(data);
        } catch (IOException failed) {
            data.close();
            throw failed;
        }
        sealed.removeLast();
        tail = segment;
        tailData = data;
    }

    Mark mark() {
        return new Mark(tail, tail == null ? 0 : tail.size(), newest);
    }

    /** Writes whole records at the tail, in a new segment if they do not fit. */
    Segment append(ByteBuffer records, long firstSequence) throws IOException {
        int bytes = records.remaining();
        if (tail != null && tail.size() + bytes > segmentBytes && tail.size() > RecordFormat.HEADER_BYTES) {
            seal();
        }
        if (tail == null || tailData == null) {
            begin(firstSequence);
        }
        Segment target = tail();
        data().write(records, target.size());
        target.resize(target.size() + bytes);
        return target;
    }

    void force() throws IOException {
        if (tailData != null) {
            force(tailData);
        }
    }

    /** Takes back all that was written since; if that fails, {@link #repair()} goes on with it. */
    void rollBack(Mark mark) throws IOException {
        wayBack = mark;
        repair();
    }

    /** Finishes a way back that failed; without one there is nothing to do. */
    void repair() throws IOException {
        Mark mark = wayBack;
        if (mark == null) {
            return;
        }
        closeTail();
        for (long number = newest; number > mark.newest(); number--) {
            disk.delete(Segment.nameOf(number));
        }
        if (newest > mark.newest()) {
            forceDirectory();
        }
        while (!sealed.isEmpty() && isBehind(sealed.getLast(), mark)) {
            sealed.removeLast();
        }
        reopen(mark);
        wayBack = null;
    }

    boolean isBroken() {
        return wayBack != null;
    }

    /** The oldest segment that is no longer written to. */
    @Nullable
    Segment head() {
        return sealed.peekFirst();
    }

    /** Deletes the head. An older one is gone for good before: a removal never goes before what it removes. */
    void deleteHead() throws IOException {
        forceDeletion();
        disk.delete(sealed.getFirst().name());
        sealed.removeFirst();
        deletionUnforced = true;
    }

    /** How many bytes the tail has, zero if there is none. */
    long tailSize() {
        return tail == null ? 0 : tail.size();
    }

    /** Empties the tail; to be called only when no other segment is left and nothing is live. */
    void clearTail() throws IOException {
        forceDeletion();
        Segment cleared = tail();
        cleared.resize(RecordFormat.HEADER_BYTES);
        rollBack(new Mark(cleared, RecordFormat.HEADER_BYTES, newest));
    }

    byte[] read(Segment segment) throws IOException {
        try (Disk.Data data = disk.open(segment.name())) {
            return readAll(data, segment.size());
        }
    }

    static byte[] readAll(Disk.Data data, long size) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(Math.toIntExact(size));
        data.read(target, 0);
        return target.array();
    }

    /** How many bytes all files have. */
    long bytes() {
        long bytes = tailSize();
        for (Segment segment : sealed) {
            bytes += segment.size();
        }
        return bytes;
    }

    void close() throws IOException {
        closeTail();
    }

    private void seal() throws IOException {
        force();
        Segment full = tail();
        closeTail();
        sealed.add(full);
        tail = null;
    }

    private void begin(long firstSequence) throws IOException {
        Segment begun = new Segment(newest + 1, RecordFormat.HEADER_BYTES);
        newest = begun.number();
        tailData = disk.create(begun.name());
        tail = begun;
        tailData.write(RecordFormat.header(firstSequence), 0);
        force(tailData);
        forceDirectory();
    }

    private void reopen(Mark mark) throws IOException {
        tail = mark.tail();
        if (tail == null) {
            return;
        }
        tailData = disk.open(tail.name());
        tailData.truncate(mark.size());
        force(tailData);
        tail.resize(mark.size());
    }

    private void closeTail() throws IOException {
        Disk.Data open = tailData;
        tailData = null;
        if (open != null) {
            open.close();
        }
    }

    private void forceDeletion() throws IOException {
        if (deletionUnforced) {
            forceDirectory();
            deletionUnforced = false;
        }
    }

    private void force(Disk.Data data) throws IOException {
        if (forcing) {
            data.force();
        }
    }

    private void forceDirectory() throws IOException {
        if (forcing) {
            disk.force();
        }
    }

    private static boolean isBehind(Segment segment, Mark mark) {
        Segment before = mark.tail();
        return segment.number() > mark.newest() || before != null && segment.number() == before.number();
    }

    private Segment tail() {
        Segment current = tail;
        if (current == null) {
            throw new IllegalStateException("there is no tail");
        }
        return current;
    }

    private Disk.Data data() {
        Disk.Data current = tailData;
        if (current == null) {
            throw new IllegalStateException("the tail is not open");
        }
        return current;
    }
}
