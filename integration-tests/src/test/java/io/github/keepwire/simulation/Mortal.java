// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The process that one life of the client runs in: once it is dead, nothing of it runs any more, and its timers are gone.
 *
 * <p>Its threads are of unequal speed: a task may be put off behind others that were ready after it. Each lane of the client
 * keeps its order all the same, and must.
 */
final class Mortal {
    private final World world;
    private final Environment outer;
    private final Set<Timer.Handle> planned = new HashSet<>();
    private boolean dead;

    Mortal(World world) {
        this.world = world;
        this.outer = world.time.environment();
    }

    Environment environment(Callbacks callbacks) {
        return outer.toBuilder()
                .executor(this::execute)
                .timer(this::schedule)
                .callbackExecutor(callbacks)
                .build();
    }

    void execute(Runnable task) {
        if (world.random.nextInt(8) == 0) {
            outer.executor().execute(() -> outer.executor().execute(() -> run(task)));
        } else {
            outer.executor().execute(() -> run(task));
        }
    }

    private void run(Runnable task) {
        if (!dead) {
            task.run();
        }
    }

    private Timer.Handle schedule(Duration delay, Runnable task) {
        if (dead) {
            return () -> {};
        }
        Planned entry = new Planned(task);
        entry.handle = outer.timer().schedule(delay, entry);
        planned.add(entry);
        return entry;
    }

    boolean isDead() {
        return dead;
    }

    void die() {
        dead = true;
        new HashSet<>(planned).forEach(Timer.Handle::cancel);
    }

    private final class Planned implements Timer.Handle, Runnable {
        private final Runnable task;
        private Timer.Handle handle = () -> {};

        Planned(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            planned.remove(this);
            task.run();
        }

        @Override
        public void cancel() {
            planned.remove(this);
            handle.cancel();
        }
    }
}
