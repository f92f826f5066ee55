// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Ticker;
import io.github.keepwire.time.Timer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Notices a write that the operating system does not take in time. It plans at most one look per timeout while something
 * is written, not one per write, so that it costs a busy link nothing.
 *
 * <p>{@link #begin} and {@link #end} are called by the thread that writes.
 */
final class WriteWatch {
    private final Ticker ticker;
    private final Timer timer;
    private final long timeoutNanos;
    private final Runnable stalled;
    private final AtomicBoolean planned = new AtomicBoolean();
    private volatile boolean writing;
    private volatile long began;
    private volatile boolean stopped;
    private volatile Timer.@Nullable Handle look;

    WriteWatch(Environment environment, Duration timeout, Runnable stalled) {
        this.ticker = environment.ticker();
        this.timer = environment.timer();
        this.timeoutNanos = timeout.toNanos();
        this.stalled = stalled;
    }

    void begin() {
        began = ticker.nanos();
        writing = true;
        plan(timeoutNanos);
    }

    void end() {
        writing = false;
    }

    /** No stall is reported from now on. */
    void stop() {
        stopped = true;
        Timer.Handle last = look;
        if (last != null) {
            last.cancel();
        }
    }

    private void plan(long nanos) {
        if (!stopped && planned.compareAndSet(false, true)) {
            try {
                look = timer.schedule(Duration.ofNanos(nanos), this::look);
            } catch (RejectedExecutionException gone) {
                // The timer's owner has gone, and with it whoever waits for this write.
                stopped = true;
                stalled.run();
            }
        }
    }

    private void look() {
        planned.set(false);
        if (stopped || !writing) {
            return;
        }
        long left = began + timeoutNanos - ticker.nanos();
        if (left <= 0) {
            stopped = true;
            stalled.run();
        } else {
            plan(left);
        }
    }
}
