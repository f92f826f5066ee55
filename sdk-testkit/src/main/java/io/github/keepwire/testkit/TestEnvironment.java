// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The machine's own time and chance, with a timer and a pool of daemon threads that end with this object.
 *
 * <p>For tests of sockets, which virtual time cannot move.
 */
public final class TestEnvironment implements AutoCloseable {
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, daemons("test-timer"));
    private final ExecutorService pool = Executors.newCachedThreadPool(daemons("test-pool"));
    private final Environment environment =
            Environment.builder().timer(timer()).executor(pool).build();

    private TestEnvironment() {
        scheduler.setRemoveOnCancelPolicy(true);
    }

    /**
     * Starts an environment.
     *
     * @return an environment with no thread running yet
     */
    public static TestEnvironment start() {
        return new TestEnvironment();
    }

    /**
     * What a client or a transport takes.
     *
     * @return the environment
     */
    public Environment environment() {
        return environment;
    }

    /**
     * How many tasks wait for their time.
     *
     * @return tasks that were scheduled, and neither ran nor were cancelled
     */
    public int waitingTasks() {
        return scheduler.getQueue().size();
    }

    /** Drops what waits, interrupts what runs, and ends the threads; does not wait for them. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        pool.shutdownNow();
    }

    private Timer timer() {
        return (delay, task) -> {
            Future<?> planned = scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> planned.cancel(false);
        };
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
