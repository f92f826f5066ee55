// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One at a time: all state of a hub is looked at and changed within a turn.
 *
 * <p>What calls out (handlers, futures, closing) is done after the turn, by the same thread: whoever is called may take
 * turns of its own, and may hold locks that another thread holds while it waits for a turn.
 */
final class Turn {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> after = new ArrayDeque<>();

    void take(Runnable work) {
        take(() -> {
            work.run();
            return true;
        });
    }

    <T> T take(Supplier<T> work) {
        Deque<Runnable> due = new ArrayDeque<>();
        lock.lock();
        try {
            return work.get();
        } finally {
            if (lock.getHoldCount() == 1) {
                due.addAll(after);
                after.clear();
            }
            lock.unlock();
            runAll(due);
        }
    }

    /** All of it, also what is behind something that throws. */
    private static void runAll(Deque<Runnable> due) {
        try {
            while (!due.isEmpty()) {
                due.removeFirst().run();
            }
        } finally {
            if (!due.isEmpty()) {
                runAll(due);
            }
        }
    }

    /** Within a turn: what to do once it is over. */
    void afterwards(Runnable work) {
        after.add(work);
    }
}
