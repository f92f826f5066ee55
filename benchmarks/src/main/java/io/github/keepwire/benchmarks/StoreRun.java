// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import io.github.keepwire.outbox.FileStore;
import io.github.keepwire.outbox.MessageStore.Entry;
import io.github.keepwire.testkit.TestEnvironment;
import io.github.keepwire.time.Environment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Fills a {@link FileStore} in a directory of its own. */
final class StoreRun {
    /** Has no thread as long as nobody asks it for one; a file store does not. */
    static final Environment ENVIRONMENT = TestEnvironment.start().environment();

    private static final long[] NONE = {};
    private static final long LARGE_BYTES = 1L << 30;

    private StoreRun() {}

    static FileStore store(Path directory, FileStore.Sync sync) {
        return FileStore.in(directory).sync(sync).maxBytes(LARGE_BYTES);
    }

    /** One commit for each entry. */
    static void oneByOne(FileStore store, byte[] bytes, int entries) {
        try (store) {
            store.open(ENVIRONMENT);
            for (int i = 1; i <= entries; i++) {
                store.commit(List.of(new Entry(i, bytes)), NONE);
            }
        }
    }

    /**
     * As the client does it: one thread hands over, another commits whatever has gathered while the commit before was under
     * way.
     */
    static void whatHasGathered(FileStore store, byte[] bytes, int entries) throws InterruptedException {
        BlockingQueue<Entry> gathered = new LinkedBlockingQueue<>();
        Thread producer = new Thread(() -> {
            for (int i = 1; i <= entries; i++) {
                gathered.add(new Entry(i, bytes));
            }
        });
        try (store) {
            store.open(ENVIRONMENT);
            producer.start();
            for (int left = entries; left > 0; ) {
                List<Entry> commit = new ArrayList<>();
                commit.add(gathered.take());
                gathered.drainTo(commit);
                store.commit(commit, NONE);
                left -= commit.size();
            }
        }
        producer.join();
    }
}
