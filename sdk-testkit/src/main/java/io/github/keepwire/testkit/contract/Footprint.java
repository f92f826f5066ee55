// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What this process holds: its threads, and its sockets where the system tells. */
final class Footprint {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private Footprint() {}

    static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .collect(Collectors.toSet());
    }

    /** Names of the threads that are alive now and are not among these, the platform's own service threads left out. */
    static Set<String> threadsBeyond(Set<Thread> before) {
        Set<String> names = new TreeSet<>();
        for (Thread thread : threads()) {
            if (!before.contains(thread) && !isOfThePlatform(thread)) {
                names.add(thread.getName());
            }
        }
        return names;
    }

    private static boolean isOfThePlatform(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null && group.getParent() == null;
    }

    /** Open sockets of this process; zero where the system does not tell. */
    static int sockets() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        int count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                if (isSocket(descriptor)) {
                    count++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count;
    }

    private static boolean isSocket(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (NoSuchFileException closedMeanwhile) {
            return false;
        }
    }
}
