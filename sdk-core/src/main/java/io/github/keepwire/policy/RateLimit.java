// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many messages may go in how much time, and what happens to those beyond. Immutable; safe for use by any thread. What
 * counts is a {@link RateLimiter}.
 *
 * <pre>{@code
 * RateLimit.perMinute(60).bypassFrom(Priority.HIGH)
 * RateLimit.tokenBucket(10, ofMillis(500)).whenReached(RateLimit.Reached.REJECT)
 * }</pre>
 *
 * <table>
 * <caption>The two kinds</caption>
 * <tr><th>kind</th><th>promises</th><th>memory for each key in use</th></tr>
 * <tr><td>{@link #slidingWindow}</td><td>never more than so many in any stretch as long as the window</td><td>8 bytes for
 *     each permit taken within the window</td></tr>
 * <tr><td>{@link #tokenBucket}</td><td>a burst, then an even flow: twice the burst may go in the time that fills the
 *     bucket</td><td>a few numbers</td></tr>
 * </table>
 */
public final class RateLimit {
    /** How many keys have a count of their own. */
    public static final int DEFAULT_MAX_KEYS = 10_000;

    private static final int MOST_PERMITS = 1_000_000;

    private final Kind kind;
    private final Reached whenReached;
    private final @Nullable Priority bypassFrom;
    private final int maxKeys;

    /** What happens to a message for which there is no permit. */
    public enum Reached {
        /** It waits in the outbox for its turn; a full outbox does what it does when it is full. */
        HOLD,
        /** It is refused, with an error that says so. */
        REJECT,
        /** It is accepted and ends at once as dropped. */
        DROP
    }

    private record Kind(String name, long windowNanos, Supplier<Bucket> bucket) {}

    private RateLimit(Draft draft) {
        kind = draft.kind;
        whenReached = draft.whenReached;
        bypassFrom = draft.bypassFrom;
        maxKeys = draft.maxKeys;
    }

    /**
     * At most so many in any stretch of time as long as the window, exactly.
     *
     * @param permits how many; 1 to 1 000 000
     * @param window how long; positive, a year at most
     * @return the limit
     * @throws IllegalArgumentException if either is out of bounds
     */
    public static RateLimit slidingWindow(int permits, Duration window) {
        if (permits <= 0 || permits > MOST_PERMITS) {
            throw new IllegalArgumentException("permits must be from 1 to " + MOST_PERMITS + ": " + permits);
        }
        long nanos = Durations.reckoned("window", window).toNanos();
        return new RateLimit(
                new Draft(new Kind(permits + " in any " + window, nanos, () -> new SlidingWindow(permits, nanos))));
    }

    /**
     * At most so many in any second, exactly.
     *
     * @param permits how many; 1 to 1 000 000
     * @return the limit
     * @throws IllegalArgumentException if the number is out of bounds
     */
    public static RateLimit perSecond(int permits) {
        return slidingWindow(permits, Duration.ofSeconds(1));
    }

    /**
     * At most so many in any minute, exactly.
     *
     * @param permits how many; 1 to 1 000 000
     * @return the limit
     * @throws IllegalArgumentException if the number is out of bounds
     */
    public static RateLimit perMinute(int permits) {
        return slidingWindow(permits, Duration.ofMinutes(1));
    }

    /**
     * A burst, and then one each time the refill comes round.
     *
     * @param burst how many at once after a long pause; positive
     * @param refillOfOne how long until one more may go; positive; times the burst, a year at most
     * @return the limit
     * @throws IllegalArgumentException if either is out of bounds
     */
    public static RateLimit tokenBucket(int burst, Duration refillOfOne) {
        if (burst <= 0) {
            throw new IllegalArgumentException("burst must be positive: " + burst);
        }
        Durations.reckoned("refillOfOne", refillOfOne);
        long window = Durations.reckoned("burst x refillOfOne", refillOfOne.multipliedBy(burst))
                .toNanos();
        long refill = refillOfOne.toNanos();
        String name = "a burst of " + burst + ", then one in " + refillOfOne;
        return new RateLimit(new Draft(new Kind(name, window, () -> new TokenBucket(burst, refill))));
    }

    /**
     * The same limit with another consequence; {@link Reached#HOLD} by default.
     *
     * @param value what happens to a message for which there is no permit
     * @return a new limit
     */
    public RateLimit whenReached(Reached value) {
        requireNonNull(value, "whenReached");
        return with(draft -> draft.whenReached = value);
    }

    /**
     * The same limit, but messages of some urgency go without a permit, and take none; by default all need one.
     *
     * @param value from which priority upwards
     * @return a new limit
     */
    public RateLimit bypassFrom(Priority value) {
        requireNonNull(value, "bypassFrom");
        return with(draft -> draft.bypassFrom = value);
    }

    /**
     * The same limit with another bound on keys: when so many are in use, all new ones share one count.
     *
     * @param value how many keys have a count of their own; positive; 10 000 by default
     * @return a new limit
     * @throws IllegalArgumentException if the value is not positive
     */
    public RateLimit maxKeys(int value) {
        if (value <= 0) {
            throw new IllegalArgumentException("maxKeys must be positive: " + value);
        }
        return with(draft -> draft.maxKeys = value);
    }

    /**
     * What happens to a message for which there is no permit.
     *
     * @return the consequence
     */
    public Reached whenReached() {
        return whenReached;
    }

    /**
     * Whether messages of a priority go without a permit.
     *
     * @param priority of the message
     * @return true if the limit does not count them
     */
    public boolean bypasses(Priority priority) {
        return bypassFrom != null && priority.isAtLeast(bypassFrom);
    }

    /**
     * How many keys have a count of their own.
     *
     * @return a positive number
     */
    public int maxKeys() {
        return maxKeys;
    }

    /** After so long without use a key has all its permits again, and can be forgotten. */
    long windowNanos() {
        return kind.windowNanos;
    }

    Bucket newBucket() {
        return kind.bucket.get();
    }

    @Override
    public String toString() {
        return kind.name + ", then " + whenReached;
    }

    private RateLimit with(Consumer<Draft> change) {
        Draft draft = new Draft(kind);
        draft.whenReached = whenReached;
        draft.bypassFrom = bypassFrom;
        draft.maxKeys = maxKeys;
        change.accept(draft);
        return new RateLimit(draft);
    }

    /** A limit that is being made: the defaults, to begin with. */
    private static final class Draft {
        private final Kind kind;
        private Reached whenReached = Reached.HOLD;
        private @Nullable Priority bypassFrom;
        private int maxKeys = DEFAULT_MAX_KEYS;

        private Draft(Kind kind) {
            this.kind = kind;
        }
    }
}
