// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import io.github.keepwire.outbox.MessageStore.Entry;
import io.github.keepwire.testing.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** What tests of a store do again and again; the bytes of an entry follow from its sequence. */
final class StoreLife {
    static final long[] NONE = {};

    private StoreLife() {}

    static MessageStore.Recovered open(MessageStore store) {
        return store.open(new ManualTime(1).environment());
    }

    static Entry entry(long sequence, int size) {
        byte[] data = new byte[size];
        new Random(sequence).nextBytes(data);
        return new Entry(sequence, data);
    }

    static List<Entry> entries(long first, long last, int size) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(sequence -> entry(sequence, size))
                .toList();
    }

    static void add(MessageStore store, long first, long last, int size) {
        store.commit(entries(first, last, size), NONE);
    }

    static void remove(MessageStore store, long... sequences) {
        store.commit(List.of(), sequences);
    }

    static List<Long> sequences(List<Entry> entries) {
        return entries.stream().map(Entry::sequence).toList();
    }

    static List<Path> files(Path directory, String suffix) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var all = Files.list(directory)) {
            all.filter(file -> file.toString().endsWith(suffix)).sorted().forEach(files::add);
        }
        return files;
    }

    static long bytes(Path directory) throws IOException {
        long bytes = 0;
        for (Path file : files(directory, ".seg")) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}
