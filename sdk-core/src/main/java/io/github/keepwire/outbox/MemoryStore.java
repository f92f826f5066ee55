// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.time.Environment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * A store that keeps its entries as long as the object lives, also from one client to the next: for tests that restart a
 * client.
 *
 * <pre>{@code
 * MemoryStore store = new MemoryStore();
 * RealtimeClient first = builder.outbox(Outbox.on(store)).build();
 * first.close();
 * RealtimeClient second = builder.outbox(Outbox.on(store)).build(); // has what the first did not deliver
 * }</pre>
 *
 * <p>Unbounded, since the outbox is bounded. Never blocks. For use by one thread at a time.
 */
public final class MemoryStore implements MessageStore {
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private final Growth growth = new Growth();
    private boolean open;

    /** Makes an empty store. */
    public MemoryStore() {}

    @Override
    public Recovered open(Environment environment) {
        requireNonNull(environment, "environment");
        if (open) {
            throw failure("the store in memory is already in use");
        }
        open = true;
        growth.restart(entries.isEmpty() ? Growth.NOTHING : entries.lastKey());
        return new Recovered(new ArrayList<>(entries.values()), Collections.emptyList());
    }

    @Override
    public void commit(List<Entry> added, long[] removed) {
        if (!open) {
            throw failure("the store in memory is not open");
        }
        growth.check(added);
        growth.note(added);
        for (Entry entry : added) {
            entries.put(
                    entry.sequence(), new Entry(entry.sequence(), entry.data().clone()));
        }
        for (long sequence : removed) {
            entries.remove(sequence);
        }
    }

    @Override
    public void close() {
        open = false;
    }

    /**
     * How many entries it holds, open or not.
     *
     * @return zero or more
     */
    public int size() {
        return entries.size();
    }

    @Override
    public String toString() {
        return "store in memory, " + entries.size() + " entries";
    }

    private static KeepwireException failure(String message) {
        return new KeepwireException(ErrorCode.STORE_FAILED, message);
    }
}
