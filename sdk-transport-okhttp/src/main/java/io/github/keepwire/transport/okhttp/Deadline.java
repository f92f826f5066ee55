// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.time.Timer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A task for later that can be called off, also before it is planned. Safe for use by any thread. */
final class Deadline {
    private static final Timer.Handle DISARMED = () -> {};

    private final Timer timer;
    private final AtomicReference<Timer.@Nullable Handle> handle = new AtomicReference<>();

    Deadline(Timer timer) {
        this.timer = timer;
    }

    /**
     * Plans the task, unless one is planned or this was disarmed. Where the timer takes no tasks any more, because its
     * owner has gone, time is up: the task runs now.
     */
    void arm(Duration delay, Runnable task) {
        if (handle.get() != null) {
            return;
        }
        try {
            Timer.Handle planned = timer.schedule(delay, task);
            if (!handle.compareAndSet(null, planned)) {
                planned.cancel();
            }
        } catch (RejectedExecutionException gone) {
            task.run();
        }
    }

    /** Calls the task off for good. */
    void disarm() {
        Timer.Handle planned = handle.getAndSet(DISARMED);
        if (planned != null) {
            planned.cancel();
        }
    }
}
