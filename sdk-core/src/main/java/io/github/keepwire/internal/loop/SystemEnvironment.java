// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.loop;

import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The machine's clocks, and threads that all clients share: daemons that exist only while there is work.
 *
 * <p>One timer thread and as many workers as there are listeners at work; each ends after two idle seconds, so that
 * closing the last client leaves no thread behind, and a thousand clients need no thousand threads.
 */
public final class SystemEnvironment {
    private static final long IDLE_SECONDS = 2;
    private static final Environment SHARED = create();

    private SystemEnvironment() {}

    /**
     * The environment of clients that are not given one.
     *
     * @return always the same
     */
    public static Environment shared() {
        return SHARED;
    }

    private static Environment create() {
        return Environment.builder().timer(timer()).executor(workers()).build();
    }

    private static Executor workers() {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DaemonFactory("keepwire-worker-"));
    }

    private static Timer timer() {
        ScheduledThreadPoolExecutor scheduler =
                new ScheduledThreadPoolExecutor(1, new DaemonFactory("keepwire-timer-"));
        scheduler.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        scheduler.allowCoreThreadTimeOut(true);
        scheduler.setRemoveOnCancelPolicy(true);
        return (delay, task) -> {
            Future<?> run = scheduler.schedule(task, nanos(delay), TimeUnit.NANOSECONDS);
            return () -> run.cancel(false);
        };
    }

    /** A delay beyond what nanoseconds can tell (292 years) is as good as never. */
    private static long nanos(Duration delay) {
        return delay.getSeconds() > Long.MAX_VALUE / 1_000_000_000 / 2 ? Long.MAX_VALUE / 2 : delay.toNanos();
    }

    private static final class DaemonFactory implements ThreadFactory {
        private final String prefix;
        private final AtomicInteger count = new AtomicInteger();

        DaemonFactory(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(SystemEnvironment.class.getClassLoader());
            return thread;
        }
    }
}
