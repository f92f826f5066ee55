// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.time.Dice;
import java.time.Duration;
import java.util.Arrays;

/**
 * How long to wait before each attempt of a row. Immutable; safe for use by any thread.
 *
 * <pre>{@code
 * Backoff.exponential(ofSeconds(1), ofSeconds(30))          // 1 s, 2 s, 4 s .. 30 s, each with full jitter
 * Backoff.table(ofSeconds(1), ofSeconds(5), ofMinutes(1)).equalJitter()
 * }</pre>
 *
 * <p>A backoff names a full delay for each attempt; the jitter then takes a part of it away, so that a thousand clients
 * that lost the same server do not come back in the same instant:
 *
 * <table>
 * <caption>Where the delay falls, for a full delay d</caption>
 * <tr><th>jitter</th><th>from</th><th>below</th></tr>
 * <tr><td>{@link #fullJitter()}</td><td>0</td><td>d</td></tr>
 * <tr><td>{@link #equalJitter()}</td><td>d / 2</td><td>d</td></tr>
 * <tr><td>{@link #noJitter()}</td><td colspan="2">d itself</td></tr>
 * </table>
 *
 * <p>The full delay is capped before the jitter, so that delays at the cap are spread like all others.
 */
public final class Backoff {
    /** How much longer each full delay of an exponential backoff is than the one before. */
    public static final double DEFAULT_FACTOR = 2;

    private final Curve curve;
    private final Jitter jitter;

    private Backoff(Curve curve, Jitter jitter) {
        this.curve = curve;
        this.jitter = jitter;
    }

    /**
     * Delays that double up to a cap, with full jitter.
     *
     * @param base the full delay before the first attempt; positive, a year at most
     * @param cap the longest full delay; not shorter than the base, a year at most
     * @return the backoff
     * @throws IllegalArgumentException if either is out of bounds
     */
    public static Backoff exponential(Duration base, Duration cap) {
        Durations.reckoned("base", base);
        Durations.reckoned("cap", cap);
        if (cap.compareTo(base) < 0) {
            throw new IllegalArgumentException("cap must not be shorter than the base " + base + ": " + cap);
        }
        return new Backoff(new Exponential(base.toNanos(), cap.toNanos(), DEFAULT_FACTOR), Jitter.FULL);
    }

    /**
     * The same delay before every attempt, without jitter.
     *
     * @param delay positive, a year at most
     * @return the backoff
     * @throws IllegalArgumentException if the delay is out of bounds
     */
    public static Backoff fixed(Duration delay) {
        long nanos = Durations.reckoned("delay", delay).toNanos();
        return new Backoff(new Table(new long[] {nanos}), Jitter.NONE);
    }

    /**
     * A delay for each attempt, without jitter; the last one serves all further attempts.
     *
     * @param delays at least one; each positive, a year at most
     * @return the backoff
     * @throws IllegalArgumentException if there is none, or one is out of bounds
     */
    public static Backoff table(Duration... delays) {
        if (delays.length == 0) {
            throw new IllegalArgumentException("delays must not be empty");
        }
        long[] nanos = new long[delays.length];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = Durations.reckoned("delay " + (i + 1), delays[i]).toNanos();
        }
        return new Backoff(new Table(nanos), Jitter.NONE);
    }

    /**
     * The same backoff with another growth; for exponential backoffs.
     *
     * @param value how much longer each full delay is than the one before; from 1 to 1000
     * @return a new backoff
     * @throws IllegalArgumentException if the value is out of bounds, or this backoff does not grow by a factor
     */
    public Backoff factor(double value) {
        if (!(value >= 1 && value <= 1000)) {
            throw new IllegalArgumentException("factor must be from 1 to 1000: " + value);
        }
        if (!(curve instanceof Exponential grown)) {
            throw new IllegalArgumentException("factor is for exponential backoffs, and this one is " + this);
        }
        return new Backoff(new Exponential(grown.base, grown.cap, value), jitter);
    }

    /**
     * The same backoff, each delay anywhere between nothing and the full one. Spreads best.
     *
     * @return a new backoff
     */
    public Backoff fullJitter() {
        return new Backoff(curve, Jitter.FULL);
    }

    /**
     * The same backoff, each delay anywhere between the half and the full one. Never hurries.
     *
     * @return a new backoff
     */
    public Backoff equalJitter() {
        return new Backoff(curve, Jitter.EQUAL);
    }

    /**
     * The same backoff, each delay the full one. For a single client: many would come back together.
     *
     * @return a new backoff
     */
    public Backoff noJitter() {
        return new Backoff(curve, Jitter.NONE);
    }

    /**
     * How long to wait before an attempt.
     *
     * @param attempt which one, from 1 on; there is no last
     * @param dice what the jitter is rolled with: once, and not at all without jitter
     * @return the delay; may be zero with full jitter
     * @throws IllegalArgumentException if the attempt is not positive
     */
    public Duration delay(int attempt, Dice dice) {
        requireNonNull(dice, "dice");
        long full = fullDelay(attempt).toNanos();
        return switch (jitter) {
            case NONE -> Duration.ofNanos(full);
            case EQUAL -> Duration.ofNanos(full / 2 + partOf(full - full / 2, dice));
            case FULL -> Duration.ofNanos(partOf(full, dice));
        };
    }

    /** The delay before an attempt as it would be without jitter. */
    Duration fullDelay(int attempt) {
        if (attempt <= 0) {
            throw new IllegalArgumentException("attempt must be positive: " + attempt);
        }
        return Duration.ofNanos(curve.nanos(attempt));
    }

    /** From zero (included) to the whole (not included). */
    static long partOf(long whole, Dice dice) {
        return (long) (dice.nextDouble() * whole);
    }

    @Override
    public String toString() {
        return switch (jitter) {
            case NONE -> curve + " without jitter";
            case EQUAL -> curve + " with equal jitter";
            case FULL -> curve + " with full jitter";
        };
    }

    private enum Jitter {
        NONE,
        EQUAL,
        FULL
    }

    /** The full delay of each attempt. */
    private sealed interface Curve {
        long nanos(int attempt);
    }

    private record Exponential(long base, long cap, double factor) implements Curve {
        @Override
        public long nanos(int attempt) {
            // a double has no overflow: what is too large is infinite, and compares as it should
            double grown = base * StrictMath.pow(factor, attempt - 1.0);
            return grown >= cap ? cap : (long) grown;
        }

        @Override
        public String toString() {
            return Duration.ofNanos(base) + " x " + factor + " up to " + Duration.ofNanos(cap);
        }
    }

    private static final class Table implements Curve {
        private final long[] delays;

        private Table(long[] delays) {
            this.delays = delays;
        }

        @Override
        public long nanos(int attempt) {
            return delays[Math.min(attempt, delays.length) - 1];
        }

        @Override
        public String toString() {
            return Arrays.toString(
                    Arrays.stream(delays).mapToObj(Duration::ofNanos).toArray());
        }
    }
}
