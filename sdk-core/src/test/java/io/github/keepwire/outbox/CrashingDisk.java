// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * A directory in memory that knows what a power cut would leave of it. Counts every operation that changes something, and
 * can lose its power before, or fail at, the n-th of them.
 *
 * <p>A cut keeps what was forced. Of the writes and truncations behind that it keeps any subset, and of the last one any
 * part, or zeros in its place; of the files created and deleted since the directory was forced likewise any subset.
 */
final class CrashingDisk implements Disk {
    /** What a program sees when the power is gone: nothing it may handle. */
    static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;

        PowerCut() {
            super("the power is gone", null, false, false);
        }
    }

    private static final int NEVER = -1;

    private final TreeMap<String, Content> now = new TreeMap<>();
    private TreeMap<String, Content> forced = new TreeMap<>();
    private int operations;
    private int cutAt = NEVER;
    private int failFrom = NEVER;
    private int failures;

    /** The content of a file, whatever it is called: what is forced, what came after, and both together. */
    private static final class Content {
        private byte[] kept = {};
        private byte[] seen = {};
        private List<Change> changes = new ArrayList<>();
    }

    /** Bytes at a place, or an end at a place. */
    private record Change(int position, byte[] bytes, boolean isEnd) {
        byte[] on(byte[] file) {
            int end = isEnd ? position : Math.max(file.length, position + bytes.length);
            byte[] changed = Arrays.copyOf(file, end);
            System.arraycopy(bytes, 0, changed, isEnd ? end : position, bytes.length);
            return changed;
        }

        Change torn(Random random) {
            int whole = random.nextInt(bytes.length + 1);
            byte[] part = Arrays.copyOf(bytes, random.nextBoolean() ? bytes.length : whole);
            Arrays.fill(part, whole, Math.max(whole, part.length), (byte) 0);
            return new Change(position, part, isEnd);
        }
    }

    /** Loses its power instead of doing the operation with this number; the first is 0. */
    void cutAt(int operation) {
        cutAt = operation;
    }

    /** Fails at some operations in a row, from this number on; a write that fails is done in part. */
    void failFrom(int operation, int times) {
        failFrom = operation;
        failures = times;
    }

    int operations() {
        return operations;
    }

    /** What a new life finds: one of the many results of losing the power now. */
    CrashingDisk afterCut(Random random) {
        CrashingDisk next = new CrashingDisk();
        TreeMap<String, Content> names = new TreeMap<>(forced);
        for (String name : union()) {
            if (random.nextBoolean()) {
                names.remove(name);
                if (now.containsKey(name)) {
                    names.put(name, now.get(name));
                }
            }
        }
        names.forEach((name, content) -> next.put(name, left(content, random)));
        return next;
    }

    /** What a new life finds when only the process ended: all that was written. */
    CrashingDisk afterExit() {
        CrashingDisk next = new CrashingDisk();
        now.forEach((name, content) -> next.put(name, content.seen.clone()));
        return next;
    }

    @Override
    public List<String> list() {
        return new ArrayList<>(now.keySet());
    }

    @Override
    public Data create(String name) throws IOException {
        count();
        if (now.containsKey(name)) {
            throw new IOException(name + " exists");
        }
        now.put(name, new Content());
        return open(name);
    }

    @Override
    public Data open(String name) throws IOException {
        Content content = now.get(name);
        if (content == null) {
            throw new IOException(name + " does not exist");
        }
        return new CrashingData(content);
    }

    @Override
    public void delete(String name) throws IOException {
        count();
        now.remove(name);
    }

    @Override
    public void force() throws IOException {
        count();
        forced = new TreeMap<>(now);
    }

    @Override
    public void close() {}

    private void put(String name, byte[] bytes) {
        Content content = new Content();
        content.kept = bytes;
        content.seen = bytes;
        now.put(name, content);
        forced.put(name, content);
    }

    private List<String> union() {
        TreeMap<String, Content> all = new TreeMap<>(forced);
        all.putAll(now);
        return new ArrayList<>(all.keySet());
    }

    private static byte[] left(Content content, Random random) {
        byte[] file = content.kept;
        for (int i = 0; i < content.changes.size(); i++) {
            boolean last = i == content.changes.size() - 1;
            if (random.nextInt(3) > 0) {
                Change change = content.changes.get(i);
                file = (last ? change.torn(random) : change).on(file);
            }
        }
        return file.clone();
    }

    private void count() throws IOException {
        if (isFailing()) {
            throw new IOException("no luck with operation " + (operations - 1));
        }
    }

    private boolean isFailing() {
        if (operations == cutAt) {
            throw new PowerCut();
        }
        int operation = operations++;
        return failFrom >= 0 && operation >= failFrom && operation < failFrom + failures;
    }

    private final class CrashingData implements Data {
        private final Content content;

        CrashingData(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.seen.length;
        }

        @Override
        public void read(ByteBuffer target, long position) throws IOException {
            if (position + target.remaining() > content.seen.length) {
                throw new EOFException("the file ends at " + content.seen.length);
            }
            target.put(content.seen, (int) position, target.remaining());
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            Change change = new Change((int) position, bytes, false);
            boolean failing;
            try {
                failing = isFailing();
            } catch (PowerCut cut) {
                // It may have been under way: what a cut leaves of it is anything from nothing to all.
                apply(change);
                throw cut;
            }
            if (failing) {
                apply(new Change((int) position, Arrays.copyOf(bytes, bytes.length / 2), false));
                throw new IOException("no space for operation " + (operations - 1));
            }
            apply(change);
        }

        @Override
        public void truncate(long size) throws IOException {
            count();
            if (size < content.seen.length) {
                apply(new Change((int) size, new byte[0], true));
            }
        }

        @Override
        public void force() throws IOException {
            count();
            content.kept = content.seen;
            content.changes = new ArrayList<>();
        }

        @Override
        public void close() {}

        private void apply(Change change) {
            content.seen = change.on(content.seen);
            content.changes.add(change);
        }
    }
}
