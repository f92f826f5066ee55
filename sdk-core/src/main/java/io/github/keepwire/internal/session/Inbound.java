// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.internal.event.Audience;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.internal.recovery.Recoverer;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.MessageFilter;
import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.RateLimit;
import io.github.keepwire.policy.RateLimiter;
import io.github.keepwire.stats.ClientStats;
import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Ticker;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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
    private final AtomicLong recovered = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final Recoverer recoverer;
    private final @Nullable RateLimit limit;
    private final @Nullable RateLimiter limiter;
    private final Ticker ticker;
    private long heldUntil = Alarm.NEVER;
    /** Whether there was more in the frame at hand than the dialect's own business. */
    private boolean hadContent;
    /** What the dialect complains of in the frame at hand: told once that is counted. */
    private final List<KeepwireException> complaints = new ArrayList<>();

    private boolean looking;

    /**
     * Starts with nothing counted.
     *
     * @param config the rules, and what is done about messages that were missed
     * @param audience who listens
     * @param loop what everything runs on
     * @param wanted which channels and rooms are
     */
    Inbound(ClientConfig config, Audience audience, Executor loop, Supplier<List<Scope>> wanted) {
        ClientConfig.Rules rules = config.rules();
        Environment environment = config.environment();
        this.limit = rules.inboundLimit();
        this.ticker = environment.ticker();
        this.limiter = limit == null ? null : new RateLimiter(limit, ticker);
        this.clock = environment.wallClock();
        this.validator = rules.validator();
        this.filter = rules.filter().fresh();
        this.audience = audience;
        Recoverer.Source source = new Recoverer.Source(
                rules.history(),
                () -> config.wire().protocol().recall(config.party().codec(), wanted.get()));
        this.recoverer = new Recoverer(source, environment, loop, new Exit());
    }

    Audience audience() {
        return audience;
    }

    /** The dialect is about to look at a frame; {@link #frameSeen} follows. */
    void frame() {
        increment(frames);
        hadContent = false;
        looking = true;
    }

    /** The dialect has told what it has to tell of the frame. */
    void frameSeen() {
        looking = false;
        if (!hadContent) {
            increment(complaints.isEmpty() ? control : malformed);
        }
        if (!complaints.isEmpty()) {
            complaints.forEach(complaint -> audience.report(complaint, null));
            complaints.clear();
        }
    }

    void malformed(String problem) {
        KeepwireException complaint = new KeepwireException(ErrorCode.MALFORMED_FRAME, problem);
        if (looking) {
            complaints.add(complaint);
        } else {
            audience.report(complaint, null);
        }
    }

    void message(Message message, int bytes) {
        hadContent = true;
        Message.Position position = message.position();
        if (position == null) {
            pass(message, bytes, false);
        } else {
            recoverer.arrived(position, message, bytes);
        }
    }

    /** Messages with numbers come here in their turn. */
    private final class Exit implements Recoverer.Exit {
        @Override
        public void pass(Message message, int bytes, boolean fetched) {
            if (fetched) {
                increment(recovered);
            }
            Inbound.this.pass(message, bytes, fetched);
        }

        @Override
        public void repeated() {
            increment(repeated);
        }

        @Override
        public void tell(Recovery event) {
            audience.report(event);
        }

        @Override
        public void failed(KeepwireException error) {
            audience.report(error, null);
        }
    }

    /** The server takes up where it broke off, or does not: told in its turn among the messages. */
    void tell(Recovery.Kind kind, @Nullable Scope scope) {
        audience.report(new Recovery(kind, scope, Recovery.UNKNOWN, Recovery.UNKNOWN));
    }

    /** A channel or room is not wanted any more. */
    void forget(Scope scope) {
        recoverer.forget(scope);
    }

    /** The client is about to close: what waits for its turn does so no longer. */
    void end() {
        recoverer.end();
    }

    private void pass(Message message, int bytes, boolean fetched) {
        Instant now = clock.instant();
        try {
            KeepwireException problem = validator.problem(message, bytes, now);
            if (problem != null) {
                increment(invalid);
                audience.report(problem, message, bytes);
            } else if (!filter.accepts(message, now)) {
                increment(filtered);
            } else if (!fetched && !isWithinLimit(message)) {
                increment(limited);
            } else {
                increment(delivered);
                audience.deliver(message, bytes);
            }
        } catch (Throwable e) {
            increment(filtered);
            audience.report(policyFailed(e), message, bytes);
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
                recovered.get(),
                control.get(),
                malformed.get(),
                repeated.get(),
                recoverer.behind(),
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
