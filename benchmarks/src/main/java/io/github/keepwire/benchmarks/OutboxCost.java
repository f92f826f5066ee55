// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import io.github.keepwire.outbox.FileStore;
import io.github.keepwire.outbox.FileStore.Sync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a message costs that survives the process: durable sends per second with a force for each, for what has gathered, and
 * without, beside a plain file; and how long it takes to find stored messages again, beside reading their bytes.
 */
public final class OutboxCost {
    private static final int FORCED = Integer.getInteger("forced", 2_000);
    private static final int MESSAGES = Integer.getInteger("messages", 100_000);
    private static final int BYTES = Integer.getInteger("bytes", 200);
    private static final int ROUNDS = Integer.getInteger("rounds", 7);
    private static final String PAYLOAD = "x".repeat(BYTES);

    private final Path directory;
    private final byte[] bytes = PAYLOAD.getBytes(StandardCharsets.US_ASCII);

    private OutboxCost(Path directory) {
        this.directory = directory;
    }

    /**
     * Runs everything in a directory that is deleted at the end, and prints three tables.
     *
     * @param args where to make that directory; the current one if there is none. {@code -Dforced=N} (runs that force each),
     *     {@code -Dmessages=N} (all others), {@code -Dbytes=N}, {@code -Drounds=N} change the size of the run
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] args) throws Exception {
        Path parent = Path.of(args.length == 0 ? "." : args[0]);
        OutboxCost cost = new OutboxCost(Files.createTempDirectory(parent, "outbox-cost"));
        try {
            cost.forced();
            cost.notForced();
            cost.recovery();
        } finally {
            delete(cost.directory);
        }
    }

    private void forced() throws Exception {
        new Rounds("sends/s")
                .add("plain file, forced each time", () -> plainFile(FORCED, true))
                .add("FileStore, EACH: one entry for each commit", () -> oneByOne(Sync.EACH, FORCED))
                .add("FileStore, GROUPED: a commit takes what has gathered", () -> gathered(Sync.GROUPED))
                .add("whole client, GROUPED", () -> client(Sync.GROUPED))
                .print(ROUNDS);
    }

    private void notForced() throws Exception {
        new Rounds("sends/s")
                .add("plain file, never forced", () -> plainFile(MESSAGES, false))
                .add("FileStore, NONE: one entry for each commit", () -> oneByOne(Sync.NONE, MESSAGES))
                .add("FileStore, NONE: a commit takes what has gathered", () -> gathered(Sync.NONE))
                .add("whole client, NONE", () -> client(Sync.NONE))
                .print(ROUNDS);
    }

    private void recovery() throws Exception {
        Path full = directory.resolve("full");
        StoreRun.whatHasGathered(StoreRun.store(full, Sync.NONE), bytes, MESSAGES);
        new Rounds("us")
                .add("Files.readAllBytes of the segments", () -> readAll(full) / 1e3)
                .add("FileStore.open of " + MESSAGES + " messages", () -> recover(full) / 1e3)
                .print(ROUNDS);
    }

    private double plainFile(int times, boolean force) throws IOException {
        Path file = directory.resolve("plain");
        long start = System.nanoTime();
        PlainFile.append(file, bytes, times, force);
        return perSecond(times, System.nanoTime() - start, file);
    }

    private double oneByOne(Sync sync, int entries) throws IOException {
        Path store = directory.resolve("store");
        long start = System.nanoTime();
        StoreRun.oneByOne(StoreRun.store(store, sync), bytes, entries);
        return perSecond(entries, System.nanoTime() - start, store);
    }

    private double gathered(Sync sync) throws Exception {
        Path store = directory.resolve("store");
        long start = System.nanoTime();
        StoreRun.whatHasGathered(StoreRun.store(store, sync), bytes, MESSAGES);
        return perSecond(MESSAGES, System.nanoTime() - start, store);
    }

    private double client(Sync sync) throws Exception {
        Path store = directory.resolve("store");
        long took = ClientRun.send(StoreRun.store(store, sync), PAYLOAD, MESSAGES);
        return perSecond(MESSAGES, took, store);
    }

    private static double perSecond(int times, long nanos, Path leftover) throws IOException {
        delete(leftover);
        return times * 1e9 / nanos;
    }

    private static double readAll(Path store) throws IOException {
        long start = System.nanoTime();
        long read = 0;
        try (Stream<Path> files = Files.list(store)) {
            for (Path segment :
                    files.filter(file -> file.toString().endsWith(".seg")).toList()) {
                read += Files.readAllBytes(segment).length;
            }
        }
        if (read < (long) MESSAGES * BYTES) {
            throw new IllegalStateException("only " + read + " bytes are left");
        }
        return System.nanoTime() - start;
    }

    private static double recover(Path directory) {
        try (FileStore store = StoreRun.store(directory, Sync.GROUPED)) {
            long start = System.nanoTime();
            int found = store.open(StoreRun.ENVIRONMENT).entries().size();
            long took = System.nanoTime() - start;
            if (found != MESSAGES) {
                throw new IllegalStateException("only " + found + " messages are left");
            }
            return took;
        }
    }

    private static void delete(Path tree) throws IOException {
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(tree)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.delete(path);
        }
    }
}
