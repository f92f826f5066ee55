// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.loop;

import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One wake-up at the earliest of many wishes, run on a lane. It may ring early, never late: whoever is woken looks at
 * its deadlines, and sets the alarm again.
 *
 * <p>Belongs to the lane: only its tasks may call it.
 */
public final class Alarm {
    /** The wish that never comes true. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long CENTURY_DAYS = 36_500;

    private final Environment environment;
    private final Executor lane;
    private final Runnable ring;
    private Timer.@Nullable Handle planned;
    private long plannedAt = NEVER;
    private boolean stopped;

    /**
     * Makes an alarm that is not set.
     *
     * @param environment whose timer and ticker count
     * @param lane what the ring runs on
     * @param ring what to do
     */
    public Alarm(Environment environment, Executor lane, Runnable ring) {
        this.environment = environment;
        this.lane = lane;
        this.ring = ring;
    }

    /**
     * Makes sure that the alarm rings by a time.
     *
     * @param nanos a reading of the ticker, or {@link #NEVER}
     */
    public void ringBy(long nanos) {
        boolean rings = plannedAt != NEVER && nanos - plannedAt >= 0;
        if (stopped || nanos == NEVER || rings) {
            return;
        }
        if (planned != null) {
            planned.cancel();
        }
        plannedAt = nanos;
        long delay = Math.max(0, nanos - environment.ticker().nanos());
        planned = environment.timer().schedule(Duration.ofNanos(delay), () -> lane.execute(() -> rung(nanos)));
    }

    /**
     * Tells when a wait ends.
     *
     * @param nowNanos the ticker's reading
     * @param wait how long; what is negative ends at once, what is longer than a century never
     * @return a reading of the ticker, or {@link #NEVER}
     */
    public static long after(long nowNanos, Duration wait) {
        if (wait.isNegative()) {
            return nowNanos;
        }
        return wait.toDays() > CENTURY_DAYS ? NEVER : nowNanos + wait.toNanos();
    }

    /** Drops what is planned, until somebody wishes again. */
    public void unset() {
        if (planned != null) {
            planned.cancel();
            planned = null;
        }
        plannedAt = NEVER;
    }

    /** Drops what is planned; the alarm never rings again. */
    public void stop() {
        stopped = true;
        if (planned != null) {
            planned.cancel();
        }
    }

    private void rung(long nanos) {
        if (!stopped && plannedAt == nanos) {
            plannedAt = NEVER;
            planned = null;
            ring.run();
        }
    }
}
