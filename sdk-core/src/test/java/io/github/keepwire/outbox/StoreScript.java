// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.outbox.MessageStore.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A random user of a store that knows what the store owes it: adds, removes and reopens, always the same for a seed.
 *
 * <pre>
 *   sure:  committed, and its removal never begun     must be there
 *   maybe: a commit or a removal of it was under way  may be there
 *   else:  never given, refused, or removed           must not be there
 * </pre>
 */
final class StoreScript {
    private final Random random;
    private final int steps;
    private final TreeMap<Long, byte[]> sure = new TreeMap<>();
    private final TreeMap<Long, byte[]> maybe = new TreeMap<>();
    private final TreeMap<Long, byte[]> refused = new TreeMap<>();
    private final Set<Long> owedRemovals = new HashSet<>();
    private long next = 1;
    private int refusals;

    StoreScript(long seed, int steps) {
        random = new Random(seed);
        this.steps = steps;
    }

    /** Runs to the end, or until the power is cut. */
    void run(FileStore store) {
        StoreLife.open(store);
        for (int step = 0; step < steps; step++) {
            List<Entry> added = random.nextInt(3) > 0 ? additions() : new ArrayList<>();
            commit(store, added, random.nextInt(3) > 0 ? removals() : StoreLife.NONE);
        }
    }

    /** Closes the store. If that fails too, what was refused last may still be there: nothing could be written any more. */
    void close(FileStore store) {
        try {
            store.close();
        } catch (KeepwireException failed) {
            maybe.putAll(refused);
        }
    }

    int refusals() {
        return refusals;
    }

    private void commit(FileStore store, List<Entry> added, long[] removed) {
        for (long sequence : removed) {
            maybe.put(sequence, sure.remove(sequence));
            owedRemovals.add(sequence);
        }
        added.forEach(entry -> maybe.put(entry.sequence(), entry.data()));
        try {
            store.commit(added, removed);
            added.forEach(entry -> sure.put(entry.sequence(), maybe.remove(entry.sequence())));
            maybe.keySet().removeAll(owedRemovals);
            owedRemovals.clear();
            refused.clear();
        } catch (KeepwireException failed) {
            refusals++;
            added.forEach(entry -> refused.put(entry.sequence(), maybe.remove(entry.sequence())));
        }
    }

    private List<Entry> additions() {
        List<Entry> added = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            int size = random.nextInt(20) == 0 ? 9_000 : random.nextInt(1_500);
            added.add(StoreLife.entry(next++, size));
        }
        return added;
    }

    /** Mostly the oldest ones, as acknowledgements come, and enough of them to keep the store from filling up. */
    private long[] removals() {
        int most = sure.size() > 12 ? sure.size() : sure.size() / 2 + 1;
        return sure.keySet().stream()
                .filter(sequence -> random.nextInt(8) > 0)
                .limit(random.nextInt(most + 1))
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** What is wrong with what was recovered; empty if it is what the store owes. */
    String complaint(List<Entry> recovered) {
        long last = Long.MIN_VALUE;
        Set<Long> missing = new HashSet<>(sure.keySet());
        for (Entry entry : recovered) {
            byte[] expected = sure.getOrDefault(entry.sequence(), maybe.get(entry.sequence()));
            if (expected == null) {
                return entry + " was invented, or came back";
            }
            if (!Arrays.equals(expected, entry.data())) {
                return entry + " was changed";
            }
            if (entry.sequence() <= last) {
                return entry + " is out of order";
            }
            last = entry.sequence();
            missing.remove(last);
        }
        return missing.isEmpty() ? "" : "lost " + missing;
    }
}
