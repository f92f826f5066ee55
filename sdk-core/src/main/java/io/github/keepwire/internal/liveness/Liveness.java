// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.liveness;

import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.policy.Heartbeat;

/**
 * Tells when to send a sign of life, and when the silence of the peer means death. Pure arithmetic on ticker readings.
 *
 * <pre>
 *   every interval: HEARTBEAT, and something must be heard within the timeout
 *   with an idle timeout: IDLE when nothing was heard for so long
 *   where the transport may miss the end of a stream: PROBE 1 s after traffic falls silent, answered within 2 s
 * </pre>
 *
 * <p>While we ask the link for nothing, nothing can be heard: silence counts for nothing then.
 */
public final class Liveness {
    /** How long after the last frame a probe goes out. */
    static final long PROBE_AFTER_NANOS = 1_000_000_000L;
    /** How long a probe may stay without an answer. */
    static final long PROBE_TIMEOUT_NANOS = 2_000_000_000L;

    /** What is to be done now. */
    public enum Verdict {
        /** Nothing, until {@link Liveness#nextDue}. */
        WAIT,
        /** Ask whether the peer is there. */
        PROBE,
        /** Send a heartbeat. */
        HEARTBEAT,
        /** Give the link up: the idle timeout is over. */
        IDLE,
        /** Give the link up: what was asked was not answered in time. */
        LOST
    }

    private final Heartbeat heartbeat;
    private final boolean probes;
    private final long idleNanos;
    private long heartbeatAt;
    private long probeAt;
    private long lostAt = Alarm.NEVER;
    private long idleAt;
    private boolean paused;

    /**
     * Starts as if something had just been heard.
     *
     * @param heartbeat the application's wishes
     * @param probes whether the transport may miss the end of a stream
     * @param nowNanos the ticker's reading
     */
    public Liveness(Heartbeat heartbeat, boolean probes, long nowNanos) {
        this.heartbeat = heartbeat;
        this.probes = probes;
        this.idleNanos =
                heartbeat.idleTimeout().map(idle -> Alarm.after(0, idle)).orElse(Alarm.NEVER);
        this.heartbeatAt = Alarm.after(nowNanos, heartbeat.interval());
        this.probeAt = probes ? nowNanos + PROBE_AFTER_NANOS : Alarm.NEVER;
        this.idleAt = idleFrom(nowNanos);
    }

    private long idleFrom(long nowNanos) {
        return idleNanos == Alarm.NEVER ? Alarm.NEVER : nowNanos + idleNanos;
    }

    /**
     * Whether what is heard looks at the time; reading it costs as much as the rest.
     *
     * @return false if any reading will do for {@link #heardTraffic} and {@link #heardPong}
     */
    public boolean needsTime() {
        return probes || idleNanos != Alarm.NEVER;
    }

    /**
     * A frame arrived.
     *
     * @param nowNanos the ticker's reading
     */
    public void heardTraffic(long nowNanos) {
        heardPong(nowNanos);
        if (probes) {
            probeAt = nowNanos + PROBE_AFTER_NANOS;
        }
    }

    /**
     * A ping was answered, which is a sign of life but no traffic.
     *
     * @param nowNanos the ticker's reading
     */
    public void heardPong(long nowNanos) {
        lostAt = Alarm.NEVER;
        idleAt = paused ? Alarm.NEVER : idleFrom(nowNanos);
    }

    /** The link is asked for nothing from now on. */
    public void pause() {
        paused = true;
        lostAt = Alarm.NEVER;
        idleAt = Alarm.NEVER;
    }

    /**
     * The link is asked for frames again.
     *
     * @param nowNanos the ticker's reading
     */
    public void resume(long nowNanos) {
        paused = false;
        heardTraffic(nowNanos);
    }

    /**
     * Somebody has a reason to doubt that the peer is there, and asks it now: it must answer as fast as a probe.
     *
     * @param nowNanos the ticker's reading
     */
    public void doubt(long nowNanos) {
        expectAnswerBy(nowNanos + PROBE_TIMEOUT_NANOS);
    }

    /**
     * Whether the link is asked for nothing.
     *
     * @return true between {@link #pause} and {@link #resume}
     */
    public boolean isPaused() {
        return paused;
    }

    /**
     * Tells what is to be done. Ask again after each answer but WAIT, IDLE and LOST: more may be due.
     *
     * @param nowNanos the ticker's reading
     * @return one thing that is due, or WAIT
     */
    public Verdict tick(long nowNanos) {
        if (isDue(lostAt, nowNanos)) {
            return Verdict.LOST;
        }
        if (isDue(idleAt, nowNanos)) {
            return Verdict.IDLE;
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

    /**
     * When {@link #tick} has something to do.
     *
     * @return a reading of the ticker, or {@link Alarm#NEVER}
     */
    public long nextDue() {
        return Math.min(Math.min(heartbeatAt, idleAt), Math.min(probeAt, lostAt));
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
