// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.meter;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How fast a total grows: over the second at hand and the nine before it. Remembers what the total was when each second began.
 * Has no clock.
 *
 * <p>One thread samples, any may ask.
 */
final class RateWindow {
    /** The seconds of the window; the first is over, but for a client that is younger. */
    static final int SECONDS = 10;

    private static final long SECOND_NANOS = 1_000_000_000L;
    /** More than the window holds, so that a reader who dawdles does not see a place that is used again. */
    private static final int PLACES = 16;

    private final long origin;
    private final AtomicLongArray totals = new AtomicLongArray(PLACES);
    private volatile long second;
    private long before;

    RateWindow(long nowNanos) {
        this.origin = nowNanos;
    }

    /** Something was counted; what is not told of seconds that are over counts for the one at hand. */
    void sample(long nowNanos, long total) {
        long now = secondOf(nowNanos);
        long known = second;
        if (now > known) {
            for (long s = Math.max(known + 1, now - PLACES + 1); s <= now; s++) {
                totals.lazySet(place(s), before);
            }
            second = now;
        }
        before = total;
    }

    /** Events for each second; over one second at least, so that the first of them does not look like a storm. */
    double perSecond(long nowNanos, long total) {
        long first = Math.max(0, secondOf(nowNanos) - SECONDS + 1);
        long counted = first <= second ? total - totals.get(place(first)) : 0;
        long span = Math.max(SECOND_NANOS, nowNanos - origin - first * SECOND_NANOS);
        return Math.max(0, counted) * (double) SECOND_NANOS / span;
    }

    private long secondOf(long nowNanos) {
        return (nowNanos - origin) / SECOND_NANOS;
    }

    private static int place(long second) {
        return (int) (second % PLACES);
    }
}
