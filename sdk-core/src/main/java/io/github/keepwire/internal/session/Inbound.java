// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.event.Audience;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.MessageFilter;
import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.stats.InboundStats;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

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
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong invalid = new AtomicLong();
    private final AtomicLong filtered = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();

    Inbound(ClientConfig.Rules rules, Clock clock, Audience audience) {
        this.validator = rules.validator();
        this.filter = rules.filter().fresh();
        this.clock = clock;
        this.audience = audience;
    }

    void frame() {
        increment(frames);
    }

    void malformed(String problem) {
        increment(malformed);
        audience.report(new KeepwireException(ErrorCode.MALFORMED_FRAME, problem), null);
    }

    void message(Message message, int bytes) {
        Instant now = clock.instant();
        try {
            KeepwireException problem = validator.problem(message, bytes, now);
            if (problem != null) {
                increment(invalid);
                audience.report(problem, message);
            } else if (filter.accepts(message, now)) {
                increment(delivered);
                audience.deliver(message, bytes);
            } else {
                increment(filtered);
            }
        } catch (Throwable e) {
            increment(filtered);
            audience.report(policyFailed(e), message);
        }
    }

    InboundStats stats() {
        return new InboundStats(
                frames.get(),
                malformed.get(),
                invalid.get(),
                filtered.get(),
                delivered.get(),
                audience.mailbox().waiting());
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
