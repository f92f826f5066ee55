// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lets the first go at once, and each of the others a fixed time after the one before. For one thread. */
public final class Pace {
    private final long gapNanos;
    private long nextAt = System.nanoTime();

    /**
     * Starts now.
     *
     * @param gap the time between two; zero for no pause
     */
    public Pace(Duration gap) {
        gapNanos = gap.toNanos();
    }

    /**
     * Waits until the next may go. Blocks.
     *
     * @throws InterruptedException if the command is to end
     */
    public void await() throws InterruptedException {
        long wait = nextAt - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        nextAt += gapNanos;
    }
}
