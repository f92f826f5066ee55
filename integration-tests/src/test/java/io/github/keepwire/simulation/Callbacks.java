// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** What runs the listeners of one life: at once, or, where they are slow, when the story says so. */
final class Callbacks implements Executor {
    private final Executor executor;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean slow;

    Callbacks(Executor executor, boolean slow) {
        this.executor = executor;
        this.slow = slow;
    }

    @Override
    public void execute(Runnable task) {
        if (slow) {
            waiting.add(task);
        } else {
            executor.execute(task);
        }
    }

    /** The listeners find a moment. */
    void runOne() {
        Runnable task = waiting.poll();
        if (task != null) {
            executor.execute(task);
        }
    }

    /** From now on the listeners keep up. */
    void hurry() {
        slow = false;
        waiting.forEach(executor::execute);
        waiting.clear();
    }

    /** Whether listeners have yet to hear something. */
    boolean lag() {
        return !waiting.isEmpty();
    }
}
