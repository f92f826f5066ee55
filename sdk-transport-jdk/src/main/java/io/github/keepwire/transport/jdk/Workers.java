// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads of one transport: daemons, made on demand, as many as have work at once.
 *
 * <p>Their number is not bounded, because some of the work waits (a name server, a listener that breaks its contract)
 * and must not hold up other links. In practice a few serve thousands of links.
 */
final class Workers implements Executor {
    private static final String PREFIX = "keepwire-jdk-";
    private static final long IDLE_SECONDS = 10;

    private final AtomicLong made = new AtomicLong();
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);

    private Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, PREFIX + made.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a task on a worker; after {@link #stop()} on the caller's thread, so that no last word is lost. */
    @Override
    public void execute(Runnable task) {
        try {
            pool.execute(task);
        } catch (RejectedExecutionException stopped) {
            task.run();
        }
    }

    /** Lets the workers end once they have done what they were given. Does not wait. */
    void stop() {
        pool.shutdown();
    }
}
