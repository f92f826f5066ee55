// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.time;

import java.time.Duration;

/**
 * Runs a task once, later. Safe for use by any thread; never blocks.
 *
 * <p>Tasks run on the timer's own thread and must be short: hand real work over to an executor.
 */
@FunctionalInterface
public interface Timer {
    /**
     * Plans one run of a task.
     *
     * @param delay how long to wait; zero or less means as soon as possible
     * @param task what to run
     * @return a handle that cancels the run
     */
    Handle schedule(Duration delay, Runnable task);

    /** A planned run. */
    @FunctionalInterface
    interface Handle {
        /** Drops the run if it has not begun. Calling it again has no effect. */
        void cancel();
    }
}
