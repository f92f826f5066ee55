// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.policy.Overflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which ends a send may have: each must be named by a policy that the seed has switched on, or by an act of the story. */
final class Ends {
    private final World world;

    Ends(World world) {
        this.world = world;
    }

    void refused(Sent sent, ErrorCode code) {
        boolean named = switch (code) {
            case OUTBOX_FULL -> !world.plan.overflowsBy(Overflow.DROP_NEWEST);
            case CLOSED -> sent.life.isClosing();
            case STORE_FAILED -> world.plan.durable && world.store.hasRefused(sent);
            default -> false;
        };
        Sends.check(named, "nothing of this seed refuses as %s: %s", code, sent);
    }

    /** It was accepted, and its receipt tells no outcome. */
    void left(Sent sent) {
        boolean kept = world.plan.durable
                && sent.life.isClosing()
                && world.store.held().contains(sent.number);
        Sends.check(kept, "left without an outcome where it is not kept: %s", sent);
    }

    void ended(Sent sent, Outcome outcome, Life teller) {
        ErrorCode code = outcome.error() == null ? null : outcome.error().code();
        boolean named = switch (outcome.status()) {
            case ACKED -> sent.kind == Sent.Kind.ACKED && sent.arrivals > 0;
            case SENT -> sent.kind != Sent.Kind.ACKED && mayBeWritten(sent, teller);
            case DROPPED -> sent.kind == Sent.Kind.VOLATILE;
            case EXPIRED -> mayExpire(sent);
            case EVICTED -> code == ErrorCode.EVICTED && evicts(sent);
            case FAILED -> mayFail(sent, code, teller);
            case REJECTED, CANCELLED -> false;
        };
        Sends.check(named, "nothing of this seed ends as %s, %s: %s", outcome.status(), code, sent);
    }

    /** Where it did not arrive there is a link at least that took it; in a leap, the link ends in the same instant. */
    private boolean mayBeWritten(Sent sent, Life teller) {
        return sent.arrivals > 0 || sent.restores > 0 || teller.hasLink() || world.nanos() == world.lastLeap;
    }

    /** The store knows the time to the millisecond. */
    private boolean mayExpire(Sent sent) {
        Duration margin = sent.restores == 0 ? Duration.ZERO : Duration.ofMillis(-2);
        boolean unknown = sent.options.timeToLive().isPresent() && !world.knowsLifeOf(sent);
        return unknown || sent.outlivedBy(margin, world.nanos());
    }

    /** The newest goes at once, before its acceptance is old; the oldest may go at any time. */
    private boolean evicts(Sent sent) {
        return world.plan.overflowsBy(Overflow.DROP_OLDEST)
                || (world.plan.overflowsBy(Overflow.DROP_NEWEST) && sent.sentAt == world.nanos());
    }

    private boolean mayFail(Sent sent, @Nullable ErrorCode code, Life teller) {
        if (code == ErrorCode.UNACKNOWLEDGED) {
            return sent.options.maxAttempts().isPresent() && !(teller.hasLink() && world.isAckKnown(sent));
        }
        return code == ErrorCode.LINK_LOST
                ? sent.kind != Sent.Kind.ACKED
                : code == ErrorCode.CLOSED && teller.isClosing();
    }

    /** Whether nothing but its delivery or the end of the client may end it once it is accepted. */
    boolean mustArrive(Sent sent) {
        return sent.kind == Sent.Kind.ACKED
                && sent.options.timeToLive().isEmpty()
                && sent.options.maxAttempts().isEmpty()
                && !world.plan.overflowsBy(Overflow.DROP_OLDEST)
                && !world.plan.overflowsBy(Overflow.DROP_NEWEST);
    }
}
