// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.time.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store in a directory of its own, which survives the process and, with the default {@link Sync}, a power cut.
 *
 * <pre>{@code
 * Outbox.on(FileStore.in(Path.of("outbox")).sync(FileStore.Sync.GROUPED).maxBytes(32 << 20))
 * }</pre>
 *
 * <p>It is a log: entries and removals are appended to the last of some segments, and a segment at the head is deleted once
 * all its entries are removed. When what is needed is less than half of it, the head's is appended again.
 *
 * <pre>
 *   0000000000000001.seg   0000000000000002.seg ..   lock
 *
 *   segment: header record record ..
 *   header:  [int magic "KWOB"][int version 1][long first sequence][int crc32 of those]
 *   record:  [int length of what follows the crc][int crc32 of it][byte type][long sequence][data]
 *   type:    1 add, 2 remove (no data)                                          all big endian
 * </pre>
 *
 * <p>What a crash left half written at the end is cut when the store is opened. A segment that is damaged otherwise is copied
 * to {@code ..seg.corrupt} and cut where the damage begins; {@link MessageStore.Recovered#problems()} tells what was lost.
 * The store refuses to open only if there is a file in the directory's place, if the directory is not writable, or if it is
 * in use.
 *
 * <p>Payloads are written as they are, for the eyes of the directory's owner alone where the file system knows permissions;
 * what is removed is not wiped. For use by one thread at a time; a commit that failed changes nothing.
 */
public final class FileStore implements MessageStore {
    /** How large the files may get: 64 MiB. */
    public static final long DEFAULT_MAX_BYTES = 64L << 20;
    /** The smallest bound on the files: 64 KiB. */
    public static final long LEAST_MAX_BYTES = 64L << 10;

    private static final long LARGEST_SEGMENT_BYTES = 1L << 20;
    private static final int SEGMENTS = 8;

    private final Opener opener;
    private final String name;
    private final Sync sync;
    private final long maxBytes;
    private final Growth growth = new Growth();
    private @Nullable Disk disk;
    private @Nullable Log log;

    /** When what is written is forced to the device. */
    public enum Sync {
        /** After each entry: the slowest, and of a commit that a power cut interrupts the most is left. */
        EACH,
        /** Once for each commit. The default. */
        GROUPED,
        /** Never: survives the end of the process, but not a power cut. */
        NONE
    }

    /** Locks a directory. */
    @FunctionalInterface
    interface Opener {
        Disk open() throws IOException;
    }

    FileStore(String name, Opener opener, Sync sync, long maxBytes) {
        this.name = name;
        this.opener = opener;
        this.sync = sync;
        this.maxBytes = maxBytes;
    }

    /**
     * A store in a directory, which is made when the store is opened.
     *
     * @param directory for this store alone
     * @return a store that is not open
     */
    public static FileStore in(Path directory) {
        requireNonNull(directory, "directory");
        return new FileStore(directory.toString(), () -> RealDisk.lock(directory), Sync.GROUPED, DEFAULT_MAX_BYTES);
    }

    /**
     * A store in the same directory that forces otherwise.
     *
     * @param value when; {@link Sync#GROUPED} by default
     * @return a new store that is not open
     */
    public FileStore sync(Sync value) {
        return new FileStore(name, opener, requireNonNull(value, "sync"), maxBytes);
    }

    /**
     * A store in the same directory with another bound on its files. An eighth is kept free for tidying up; an entry takes 42
     * bytes besides its own. Copies of damaged segments do not count.
     *
     * @param value in bytes; 64 KiB at least; 64 MiB by default
     * @return a new store that is not open
     * @throws IllegalArgumentException if the value is too small
     */
    public FileStore maxBytes(long value) {
        if (value < LEAST_MAX_BYTES) {
            throw new IllegalArgumentException("maxBytes must be at least " + LEAST_MAX_BYTES + ": " + value);
        }
        return new FileStore(name, opener, sync, value);
    }

    @Override
    public Recovered open(Environment environment) {
        requireNonNull(environment, "environment");
        if (log != null) {
            throw failure("is already in use", null);
        }
        Disk opened = null;
        try {
            opened = opener.open();
            Log begun = new Log(opened, limits());
            Recovered recovered = begun.open();
            List<Entry> left = recovered.entries();
            growth.restart(
                    left.isEmpty() ? Growth.NOTHING : left.get(left.size() - 1).sequence());
            disk = opened;
            log = begun;
            return recovered;
        } catch (IOException refused) {
            release(opened, refused);
            throw failure("cannot be opened: " + refused.getMessage(), refused);
        }
    }

    @Override
    public void commit(List<Entry> added, long[] removed) {
        Log open = log;
        if (open == null) {
            throw failure("is not open", null);
        }
        growth.check(added);
        try {
            open.commit(added, removed);
            growth.note(added);
        } catch (IOException failed) {
            throw failure("could not keep what it was given: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        Log closing = log;
        Disk locked = disk;
        log = null;
        disk = null;
        if (closing == null || locked == null) {
            return;
        }
        try (locked) {
            closing.close();
        } catch (IOException failed) {
            throw failure("was closed before all was written: " + failed.getMessage(), failed);
        }
    }

    @Override
    public String toString() {
        return "store in " + name + ", " + sync + ", " + maxBytes + " bytes";
    }

    private Log.Limits limits() {
        return new Log.Limits(maxBytes, Math.min(maxBytes / SEGMENTS, LARGEST_SEGMENT_BYTES), sync);
    }

    private static void release(@Nullable Disk opened, Exception reason) {
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException failed) {
            reason.addSuppressed(failed);
        }
    }

    private KeepwireException failure(String what, @Nullable Exception cause) {
        return new KeepwireException(ErrorCode.STORE_FAILED, "the outbox in " + name + " " + what, cause);
    }
}
