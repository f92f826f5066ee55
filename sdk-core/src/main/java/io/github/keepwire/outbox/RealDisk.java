// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A directory of the machine, locked for one user. */
final class RealDisk implements Disk {
    private static final Set<OpenOption> CREATE =
            options(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    private static final Set<OpenOption> OPEN = options(StandardOpenOption.READ, StandardOpenOption.WRITE);

    private final Path directory;
    private final FileAttribute<?>[] privately;
    private final DirectoryLock lock;

    private RealDisk(Path directory, DirectoryLock lock) {
        this.directory = directory;
        this.lock = lock;
        privately = Privacy.ofFiles(directory);
    }

    /** Makes the directory if there is none, and locks it. */
    static RealDisk lock(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, Privacy.ofDirectories(directory));
        }
        if (!Files.isWritable(directory)) {
            throw new AccessDeniedException(directory.toString(), null, "is not writable");
        }
        return new RealDisk(directory, DirectoryLock.acquire(directory));
    }

    @Override
    public List<String> list() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        }
        return names;
    }

    @Override
    public Data create(String name) throws IOException {
        return new RealData(FileChannel.open(directory.resolve(name), CREATE, privately));
    }

    @Override
    public Data open(String name) throws IOException {
        return new RealData(FileChannel.open(directory.resolve(name), OPEN));
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    @Override
    public void force() throws IOException {
        if (privately.length == 0) {
            // Windows cannot open a directory, and its journal keeps the order of what happens in it.
            return;
        }
        try (FileChannel itself = FileChannel.open(directory, StandardOpenOption.READ)) {
            itself.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static Set<OpenOption> options(OpenOption... options) {
        return new HashSet<>(Arrays.asList(options));
    }

    private static final class RealData implements Data {
        private final FileChannel channel;

        RealData(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void read(ByteBuffer target, long position) throws IOException {
            long at = position;
            while (target.hasRemaining()) {
                int read = channel.read(target, at);
                if (read < 0) {
                    throw new EOFException("the file ends at " + at);
                }
                at += read;
            }
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            long at = position;
            while (source.hasRemaining()) {
                at += channel.write(source, at);
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
