// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.event.Audience;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.MessageFilter;
import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.policy.RateLimit;
import io.github.keepwire.policy.RateLimiter;
import io.github.keepwire.stats.ClientStats;
import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Ticker;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The way in: what arrives passes the rules and the filter on its way to the mailbox, and is counted.
 *
 * <p>Belongs to the loop; only {@link #stats()} may be asked by any thread.
 */
final class Inbound {
    private final MessageValidator validator;
    private final MessageFilter filter;
    private final Clock clock;
    private final Audience audience;
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong control = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong invalid = new AtomicLong();
    private final AtomicLong filtered = new AtomicLong();
    private final AtomicLong limited = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final @Nullable RateLimit limit;
    private final @Nullable RateLimiter limiter;
    private final Ticker ticker;
    private long heldUntil = Alarm.NEVER;
    /** Whether there was more in the frame at hand than the dialect's own business. */
    private boolean hadContent;

    Inbound(ClientConfig.Rules rules, Environment environment, Audience audience) {
        this.limit = rules.inboundLimit();
        this.ticker = environment.ticker();
        this.limiter = limit == null ? null : new RateLimiter(limit, ticker);
        this.clock = environment.wallClock();
        this.validator = rules.validator();
        this.filter = rules.filter().fresh();
        this.audience = audience;
    }

    /** The dialect is about to look at a frame; {@link #frameSeen} follows. */
    void frame() {
        increment(frames);
        hadContent = false;
    }

    /** The dialect has told what it has to tell of the frame. */
    void frameSeen() {
        if (!hadContent) {
            increment(control);
        }
    }

    void malformed(String problem) {
        hadContent = true;
        increment(malformed);
        audience.report(new KeepwireException(ErrorCode.MALFORMED_FRAME, problem), null);
    }

    void message(Message message, int bytes) {
        hadContent = true;
        Instant now = clock.instant();
        try {
            KeepwireException problem = validator.problem(message, bytes, now);
            if (problem != null) {
                increment(invalid);
                audience.report(problem, message);
            } else if (!filter.accepts(message, now)) {
                increment(filtered);
            } else if (!isWithinLimit(message)) {
                increment(limited);
            } else {
                increment(delivered);
                audience.deliver(message, bytes);
            }
        } catch (Throwable e) {
            increment(filtered);
            audience.report(policyFailed(e), message);
        }
    }

    /** Too many messages of one sender are dropped, or make the socket wait until there may be another one. */
    private boolean isWithinLimit(Message message) {
        if (limit == null || limiter == null) {
            return true;
        }
        Identity sender = message.sender();
        String key = sender == null ? "" : sender.id();
        if (limiter.tryAcquire(key)) {
            return true;
        }
        if (limit.whenReached() != RateLimit.Reached.HOLD) {
            return false;
        }
        heldUntil = Alarm.after(ticker.nanos(), limiter.untilNext(key));
        return true;
    }

    /** Until when nothing should be asked of the link, or {@link Alarm#NEVER}. */
    long heldUntil() {
        return heldUntil;
    }

    /** The wait that a limit wanted is over. */
    void release() {
        heldUntil = Alarm.NEVER;
    }

    ClientStats.Inbound stats() {
        return new ClientStats.Inbound(
                frames.get(),
                control.get(),
                malformed.get(),
                invalid.get(),
                filtered.get(),
                limited.get(),
                delivered.get(),
                audience.waiting(),
                audience.dropped());
    }

    private static KeepwireException policyFailed(Throwable e) {
        return e instanceof KeepwireException known
                ? known
                : new KeepwireException(
                        ErrorCode.POLICY_FAILED,
                        "a rule or filter threw " + e.getClass().getName() + ": the message was held back",
                        e);
    }

    /** One writer: no need for an atomic addition. */
    private static void increment(AtomicLong counter) {
        counter.lazySet(counter.get() + 1);
    }
}
