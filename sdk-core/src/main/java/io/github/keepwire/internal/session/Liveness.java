// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.policy.Heartbeat;

/**
 * Tells when to send a sign of life, and when the silence of the peer means death. Pure arithmetic on ticker readings.
 *
 * <pre>
 *   every interval: HEARTBEAT, and something must be heard within the timeout
 *   where the transport may miss the end of a stream: PROBE 1 s after traffic falls silent, answered within 2 s
 * </pre>
 *
 * <p>While we ask the link for nothing, nothing can be heard: silence counts for nothing then.
 */
final class Liveness {
    /** How long after the last frame a probe goes out. */
    static final long PROBE_AFTER_NANOS = 1_000_000_000L;
    /** How long a probe may stay without an answer. */
    static final long PROBE_TIMEOUT_NANOS = 2_000_000_000L;

    /** What is to be done now. */
    enum Verdict {
        WAIT,
        PROBE,
        HEARTBEAT,
        LOST
    }

    private final Heartbeat heartbeat;
    private final boolean probes;
    private long heartbeatAt;
    private long probeAt;
    private long lostAt = Alarm.NEVER;
    private boolean paused;

    Liveness(Heartbeat heartbeat, boolean probes, long nowNanos) {
        this.heartbeat = heartbeat;
        this.probes = probes;
        this.heartbeatAt = Alarm.after(nowNanos, heartbeat.interval());
        this.probeAt = probes ? nowNanos + PROBE_AFTER_NANOS : Alarm.NEVER;
    }

    /** Whether {@link #heardTraffic} looks at the time; reading it costs as much as the rest. */
    boolean needsTime() {
        return probes;
    }

    void heardTraffic(long nowNanos) {
        lostAt = Alarm.NEVER;
        if (probes) {
            probeAt = nowNanos + PROBE_AFTER_NANOS;
        }
    }

    void heardPong() {
        lostAt = Alarm.NEVER;
    }

    void pause() {
        paused = true;
        lostAt = Alarm.NEVER;
    }

    void resume(long nowNanos) {
        paused = false;
        heardTraffic(nowNanos);
    }

    /** Somebody has a reason to doubt that the peer is there, and asks it now: it must answer as fast as a probe. */
    void doubt(long nowNanos) {
        expectAnswerBy(nowNanos + PROBE_TIMEOUT_NANOS);
    }

    boolean isPaused() {
        return paused;
    }

    /** Ask again after each answer but WAIT and LOST: more may be due. */
    Verdict tick(long nowNanos) {
        if (isDue(lostAt, nowNanos)) {
            return Verdict.LOST;
        }
        if (isDue(heartbeatAt, nowNanos)) {
            heartbeatAt = Alarm.after(nowNanos, heartbeat.interval());
            expectAnswerBy(Alarm.after(nowNanos, heartbeat.timeout()));
            return Verdict.HEARTBEAT;
        }
        if (isDue(probeAt, nowNanos)) {
            probeAt = Alarm.NEVER;
            expectAnswerBy(nowNanos + PROBE_TIMEOUT_NANOS);
            return paused ? Verdict.WAIT : Verdict.PROBE;
        }
        return Verdict.WAIT;
    }

    long nextDue() {
        return Math.min(heartbeatAt, Math.min(probeAt, lostAt));
    }

    private void expectAnswerBy(long nanos) {
        if (!paused) {
            lostAt = Math.min(lostAt, nanos);
        }
    }

    private static boolean isDue(long at, long nowNanos) {
        return at != Alarm.NEVER && nowNanos - at >= 0;
    }
}
