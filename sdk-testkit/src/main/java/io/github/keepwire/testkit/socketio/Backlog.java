// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * The newest of what came by: bounded in number and in bytes, the oldest is forgotten first.
 *
 * @param <T> what is kept
 */
final class Backlog<T> {
    private final int most;
    private final long mostBytes;
    private final Deque<Entry<T>> entries = new ArrayDeque<>();
    private long bytes;

    private record Entry<T>(T value, long bytes) {}

    Backlog(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    void add(T value, long size) {
        entries.addLast(new Entry<>(value, size));
        bytes += size;
        while (entries.size() > most || bytes > mostBytes) {
            bytes -= entries.removeFirst().bytes();
        }
    }

    /** Forgets from the oldest on, as long as they are out of date. */
    void forgetWhile(Predicate<T> outdated) {
        while (!entries.isEmpty() && outdated.test(entries.peekFirst().value())) {
            bytes -= entries.removeFirst().bytes();
        }
    }

    List<T> all() {
        return entries.stream().map(Entry::value).toList();
    }

    void clear() {
        entries.clear();
        bytes = 0;
    }
}
