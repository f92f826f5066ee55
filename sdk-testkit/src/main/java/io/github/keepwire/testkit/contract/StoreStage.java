// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.outbox.MessageStore;
import io.github.keepwire.outbox.MessageStore.Entry;
import io.github.keepwire.outbox.MessageStore.Recovered;
import io.github.keepwire.testing.ManualTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** One life of a store, with entries whose bytes tell their sequence. */
final class StoreStage implements AutoCloseable {
    static final long[] NONE = {};
    /** How many large entries one commit of {@link #fill()} adds. */
    static final int FILL_BATCH = 2;

    private static final int LARGE = 1 << 10;
    private static final int MOST_FILL = 1 << 12;

    private final MessageStore store;
    private final Recovered recovered;

    private StoreStage(MessageStore store) {
        this.store = store;
        recovered = store.open(new ManualTime(1).environment());
    }

    static StoreStage open(MessageStore store) {
        return new StoreStage(store);
    }

    /** Opens the store, compares sequences and bytes, and closes it. */
    static void assertHolds(MessageStore store, long... sequences) {
        try (StoreStage stage = open(store)) {
            assertThat(stage.recovered().problems()).isEmpty();
            List<Entry> entries = stage.recovered().entries();
            assertThat(entries.stream().mapToLong(Entry::sequence).toArray()).isEqualTo(sequences);
            for (Entry entry : entries) {
                assertThat(entry.data()).isEqualTo(data(entry.sequence()));
            }
        }
    }

    MessageStore store() {
        return store;
    }

    Recovered recovered() {
        return recovered;
    }

    /** Adds the entries of a range, both ends included, with one commit. */
    void add(long first, long last) {
        store.commit(entries(first, last), NONE);
    }

    void remove(long... sequences) {
        store.commit(List.of(), sequences);
    }

    /** Commits two large entries at a time until there is no room; tells the last sequence that was kept. */
    long fill() {
        for (long kept = 0; kept < MOST_FILL; kept += FILL_BATCH) {
            try {
                store.commit(List.of(large(kept + 1), large(kept + 2)), NONE);
            } catch (KeepwireException full) {
                assertThat(full.code()).isEqualTo(ErrorCode.STORE_FAILED);
                return kept;
            }
        }
        throw new AssertionError("a small store took " + MOST_FILL + " entries of " + LARGE + " bytes");
    }

    static List<Entry> entries(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(sequence -> new Entry(sequence, data(sequence)))
                .toList();
    }

    static Entry large(long sequence) {
        return new Entry(sequence, bytes(sequence, LARGE));
    }

    static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    static byte[] bytes(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        store.close();
    }

    private static byte[] data(long sequence) {
        return Arrays.copyOf(("data of " + sequence).getBytes(UTF_8), (int) (20 + sequence % 50));
    }
}
