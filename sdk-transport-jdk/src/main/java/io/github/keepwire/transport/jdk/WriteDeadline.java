// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Notices a write that takes too long. One timer serves all writes of a link: it is planned when a write has to wait, and
 * looks, when it fires, how long the write of that moment has been waiting.
 */
final class WriteDeadline {
    private final Environment environment;
    private final long timeoutNanos;
    private final Runnable stalled;
    private final AtomicBoolean planned = new AtomicBoolean();
    private volatile long since;
    private volatile boolean waiting;
    private volatile boolean stopped;
    private volatile Timer.@Nullable Handle timer;

    WriteDeadline(Environment environment, Duration timeout, Runnable stalled) {
        this.environment = environment;
        this.timeoutNanos = timeout.toNanos();
        this.stalled = stalled;
    }

    /** A write has begun that the platform did not take at once. */
    void began() {
        since = environment.ticker().nanos();
        waiting = true;
        if (planned.compareAndSet(false, true)) {
            plan(timeoutNanos);
        }
    }

    /** The write is done. */
    void done() {
        waiting = false;
    }

    /** The link is over. */
    void stop() {
        stopped = true;
        Timer.Handle handle = timer;
        if (handle != null) {
            handle.cancel();
        }
    }

    private void plan(long nanos) {
        timer = environment.timer().schedule(Duration.ofNanos(nanos), this::look);
        if (stopped) {
            stop();
        }
    }

    private void look() {
        if (stopped) {
            return;
        }
        if (!waiting) {
            planned.set(false);
            if (waiting && planned.compareAndSet(false, true)) {
                plan(timeoutNanos);
            }
            return;
        }
        long left = timeoutNanos - (environment.ticker().nanos() - since);
        if (left <= 0) {
            stalled.run();
        } else {
            plan(left);
        }
    }
}
