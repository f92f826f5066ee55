// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.liveness;

import io.github.keepwire.policy.Heartbeat;
import java.time.Duration;

/**
 * Tells when a clock has leapt, as it does where a machine sleeps: the ticker went on by more than anybody waited for, or the
 * wall clock by more than the ticker did. A wall clock that is set back says nothing. Pure arithmetic on readings.
 */
public final class ClockWatch {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final long LONGEST_SECONDS = Integer.MAX_VALUE;

    private final long limitMillis;
    private long lastMillis;
    private long lastWallMillis;

    /**
     * Starts to watch.
     *
     * @param heartbeat no two looks are further apart than its interval, if nothing leaps
     * @param nowNanos the ticker's reading
     * @param wallMillis the wall clock's reading
     */
    public ClockWatch(Heartbeat heartbeat, long nowNanos, long wallMillis) {
        this.limitMillis = 1000 * (seconds(heartbeat.interval()) + seconds(heartbeat.timeout()) + 1);
        this.lastMillis = nowNanos / NANOS_PER_MILLI;
        this.lastWallMillis = wallMillis;
    }

    private static long seconds(Duration wait) {
        return Math.min(wait.getSeconds(), LONGEST_SECONDS);
    }

    /**
     * Looks at both clocks, and compares them with the last look.
     *
     * @param nowNanos the ticker's reading
     * @param wallMillis the wall clock's reading
     * @return whether one of them leapt in between
     */
    public boolean hasLeapt(long nowNanos, long wallMillis) {
        long nowMillis = nowNanos / NANOS_PER_MILLI;
        long elapsed = nowMillis - lastMillis;
        long wallElapsed = wallMillis - lastWallMillis;
        lastMillis = nowMillis;
        lastWallMillis = wallMillis;
        return elapsed > 2 * limitMillis || wallElapsed - elapsed > limitMillis;
    }
}
