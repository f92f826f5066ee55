// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Identity;
import io.github.keepwire.policy.RateLimit;
import io.github.keepwire.policy.RateLimiter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How fast messages may go: by our own limit, kept for each sender, and by what the server has asked for. Touches no clock:
 * it goes by the latest time it was told. Belongs to the loop.
 *
 * <p>What is written never exceeds our limit, whatever happens at it: a limit that rejects or drops counts what is offered
 * as well, so that it tells those who send, and still holds back what an outage has gathered.
 */
final class Pace {
    private static final Duration LONGEST_QUIET = Duration.ofMinutes(5);

    private final @Nullable RateLimit limit;
    private final @Nullable RateLimiter offered;
    private final @Nullable RateLimiter written;
    private long now;
    private long quietUntil = Alarm.NEVER;

    Pace(@Nullable RateLimit limit) {
        this.limit = limit;
        this.written = limit == null ? null : new RateLimiter(limit, () -> now);
        boolean asksSenders = limit != null && limit.whenReached() != RateLimit.Reached.HOLD;
        this.offered = limit == null || !asksSenders ? null : new RateLimiter(limit, () -> now);
    }

    void timeIs(long nowNanos) {
        now = nowNanos;
        if (quietUntil != Alarm.NEVER && nowNanos - quietUntil >= 0) {
            quietUntil = Alarm.NEVER;
        }
    }

    /** The server wants nothing for a while. */
    void quiet(Duration wait) {
        Duration bounded = wait.compareTo(LONGEST_QUIET) < 0 ? wait : LONGEST_QUIET;
        long until = now + bounded.toNanos();
        if (!wait.isNegative() && !wait.isZero() && (quietUntil == Alarm.NEVER || until - quietUntil > 0)) {
            quietUntil = until;
        }
    }

    boolean isQuiet() {
        return quietUntil != Alarm.NEVER;
    }

    /** When {@link #isQuiet} ends, or {@link Alarm#NEVER} if it is not. */
    long quietUntil() {
        return quietUntil;
    }

    /** Whether a newcomer comes too early, by a limit that tells its senders. */
    boolean isTooEarly(Outgoing outgoing) {
        return offered != null
                && !bypasses(outgoing)
                && !offered.untilNext(keyOf(outgoing)).isZero();
    }

    /** A newcomer was taken: it has used a permit, if it needs one. */
    void taken(Outgoing outgoing) {
        if (offered != null && !bypasses(outgoing)) {
            offered.tryAcquire(keyOf(outgoing));
        }
    }

    /** Until when a message may not be written, or {@link Alarm#NEVER} if it may now; once it is, {@link #used} follows. */
    long holdUntil(Outgoing outgoing) {
        if (written == null || bypasses(outgoing)) {
            return Alarm.NEVER;
        }
        long wait = written.untilNext(keyOf(outgoing)).toNanos();
        return wait == 0 ? Alarm.NEVER : now + wait;
    }

    /** A message was written, and has used a permit, if it needed one. */
    void used(Outgoing outgoing, long atNanos) {
        if (written != null && !bypasses(outgoing)) {
            long latest = now;
            now = atNanos; // nobody has asked about a permit since
            written.tryAcquire(keyOf(outgoing));
            now = latest;
        }
    }

    /** Why a message has to wait, or cannot. */
    KeepwireException problem(Outgoing outgoing) {
        RateLimiter reached = offered == null ? written : offered;
        Duration wait = reached == null ? Duration.ZERO : reached.untilNext(keyOf(outgoing));
        return new KeepwireException(
                ErrorCode.RATE_LIMITED, "the rate limit is reached (" + limit + "): there is room again in " + wait);
    }

    /** Whether a newcomer that comes too early is refused, or else dropped. */
    boolean refuses() {
        return limit != null && limit.whenReached() == RateLimit.Reached.REJECT;
    }

    private boolean bypasses(Outgoing outgoing) {
        return limit != null && limit.bypasses(outgoing.lane().priority());
    }

    private static String keyOf(Outgoing outgoing) {
        Identity sender = outgoing.message().sender();
        return sender == null ? "" : sender.id();
    }
}
