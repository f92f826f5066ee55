// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.time;

/** A monotonic clock for measuring how much time has passed. Safe for use by any thread; never blocks. */
@FunctionalInterface
public interface Ticker {
    /**
     * Reads the ticker.
     *
     * @return nanoseconds since an arbitrary fixed origin; may be negative, and must not overflow while a
     *     client lives
     */
    long nanos();

    /**
     * The ticker of the running machine.
     *
     * @return a ticker on {@link System#nanoTime()}
     */
    static Ticker system() {
        return System::nanoTime;
    }
}
