// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a directory for one user: a lock on the file {@code lock} against other processes, and a list of the directories in
 * use against this one, where such a lock would not tell one user from another.
 */
final class DirectoryLock implements Closeable {
    static final String FILE = "lock";

    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    static DirectoryLock acquire(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!IN_USE.add(real)) {
            throw new FileSystemException(directory.toString(), null, "is in use by another client of this process");
        }
        FileChannel channel = null;
        try {
            channel = openFile(real);
            requireLock(directory, channel);
            return new DirectoryLock(real, channel);
        } catch (IOException | RuntimeException refused) {
            release(real, channel);
            throw refused;
        }
    }

    @Override
    public void close() throws IOException {
        release(directory, channel);
    }

    private static FileChannel openFile(Path directory) throws IOException {
        Set<StandardOpenOption> options =
                new HashSet<>(Arrays.asList(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        return FileChannel.open(directory.resolve(FILE), options, Privacy.ofFiles(directory));
    }

    private static void requireLock(Path directory, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException another) {
            // Another copy of this class, in another class loader.
            lock = null;
        }
        if (lock == null) {
            throw new FileSystemException(directory.toString(), null, "is in use by another process");
        }
    }

    private static void release(Path directory, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            IN_USE.remove(directory);
        }
    }
}
