// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the links of one transport share: daemon threads that end soon after their work, strong randomness, and the list
 * of what is open.
 *
 * @param executor as many threads as there are open links, and some that write
 * @param random where keys and masks come from
 * @param open what ends with the transport
 */
record Shared(ExecutorService executor, SecureRandom random, OpenThings open) {
    private static final Logger LOG = LoggerFactory.getLogger(OkHttpTransport.class);
    private static final long IDLE_SECONDS = 5;

    static Shared start() {
        AtomicInteger count = new AtomicInteger();
        ExecutorService executor = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "keepwire-okhttp-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    thread.setUncaughtExceptionHandler(Shared::report);
                    return thread;
                });
        return new Shared(executor, new SecureRandom(), new OpenThings());
    }

    /** OkHttp throws on what its own code did not expect, which on Android would end the application. */
    private static void report(Thread thread, Throwable thrown) {
        LOG.error("{} died of {}", thread.getName(), thrown.getClass().getName());
    }
}
