// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What the server received, in order; bounded, so that a server left running forgets its oldest. */
final class ReceivedLog {
    private static final int MAX_FRAMES = 100_000;
    private static final long MAX_CHARS = 64L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long chars;

    /** A frame, and whether the behaviour is done with it: only then is what it brought about there to be seen. */
    static final class Entry {
        private final Received frame;
        private volatile boolean handled;

        private Entry(Received frame) {
            this.frame = frame;
        }

        void handled() {
            handled = true;
        }
    }

    Entry add(Received frame) {
        Entry entry = new Entry(frame);
        return locked(() -> {
            entries.addLast(entry);
            chars += frame.json().length();
            while (entries.size() > MAX_FRAMES || (chars > MAX_CHARS && entries.size() > 1)) {
                chars -= entries.removeFirst().frame.json().length();
            }
            return entry;
        });
    }

    void clear() {
        locked(() -> {
            entries.clear();
            chars = 0;
            return true;
        });
    }

    List<Received> all() {
        return locked(() -> entries.stream().map(entry -> entry.frame).toList());
    }

    List<Received> ofType(String type) {
        return all().stream().filter(frame -> frame.type().equals(type)).toList();
    }

    List<Received> handledOfType(String type) {
        return locked(() -> entries.stream()
                .filter(entry -> entry.handled && entry.frame.type().equals(type))
                .map(entry -> entry.frame)
                .toList());
    }

    /** How many frames of each type there are, for the error of a test that waited in vain. */
    Map<String, Integer> countsByType() {
        Map<String, Integer> counts = new TreeMap<>();
        all().forEach(frame -> counts.merge(frame.type(), 1, Integer::sum));
        return counts;
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
