// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.root;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of 2 MiB in memory, mounted on a directory. */
final class SmallDisk implements AutoCloseable {
    private final Path directory;
    private final Thread lastResort = new Thread(this::unmount);
    private boolean mounted;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /**
     * Mounts one.
     *
     * @throws IOException if this machine does not allow it; nothing is left behind then
     */
    static SmallDisk mount(Path directory) throws IOException {
        Files.createDirectories(directory);
        SmallDisk disk = new SmallDisk(directory);
        Shell.run("mount", "-t", "tmpfs", "-o", "size=2m", "keepwire", directory.toString());
        disk.mounted = true;
        Runtime.getRuntime().addShutdownHook(disk.lastResort);
        return disk;
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        unmount();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    private void unmount() {
        if (!mounted) {
            return;
        }
        try {
            Shell.run("umount", "--lazy", directory.toString());
            mounted = false;
        } catch (IOException failed) {
            System.err.println("still mounted: " + failed.getMessage());
        }
    }
}
