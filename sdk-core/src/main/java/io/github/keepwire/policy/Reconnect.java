// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.time.Dice;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Whether, when and how often a lost connection is opened again. Immutable; safe for use by any thread.
 *
 * <pre>{@code
 * Reconnect.defaults().backoff(Backoff.exponential(ofMillis(500), ofMinutes(1))).maxAttempts(10)
 * }</pre>
 *
 * <p>By default: after 1 s, 2 s, 4 s .. 30 s with full jitter, without end; the attempts are counted from one again once a
 * connection has held for 10 s, so that a server that drops what it has just accepted is not hammered.
 *
 * <p>What is worth another attempt: {@link #usualDecision}. How long it takes: {@link #delay}.
 */
public final class Reconnect {
    /** The full delay before the first attempt. */
    public static final Duration DEFAULT_BASE = ofSeconds(1);
    /** The longest full delay. */
    public static final Duration DEFAULT_CAP = ofSeconds(30);
    /** How long a connection must hold before its attempts are forgotten. */
    public static final Duration DEFAULT_STABLE_AFTER = ofSeconds(10);
    /** The longest wait that a server may ask for. */
    public static final Duration DEFAULT_RETRY_AFTER_AT_MOST = ofMinutes(5);

    /** How far clients are spread that a server told to wait for the same time. */
    private static final Duration RETRY_AFTER_SPREAD = ofSeconds(1);

    private static final int ENDLESS = Integer.MAX_VALUE;

    private final boolean isOff;
    private final Backoff backoff;
    private final int maxAttempts;
    private final Duration stableAfter;
    private final Duration retryAfterAtMost;
    private final Function<KeepwireException, Retry> decision;

    private Reconnect(Draft draft) {
        isOff = draft.isOff;
        backoff = draft.backoff;
        maxAttempts = draft.maxAttempts;
        stableAfter = draft.stableAfter;
        retryAfterAtMost = draft.retryAfterAtMost;
        decision = draft.decision;
    }

    /**
     * After 1 s, 2 s, 4 s .. 30 s with full jitter, without end.
     *
     * @return the default
     */
    public static Reconnect defaults() {
        return new Reconnect(new Draft());
    }

    /**
     * Never: the first refusal or loss is the last.
     *
     * @return the policy
     */
    public static Reconnect off() {
        return defaults().with(draft -> draft.isOff = true);
    }

    /**
     * Ten attempts, after 1 s, 2 s, 5 s, 10 s, 30 s, 1 min, 2 min, 5 min, 10 min and 30 min, without jitter: what the alert
     * system's devices do.
     *
     * @return the policy
     */
    public static Reconnect alertTable() {
        Backoff table = Backoff.table(
                ofSeconds(1),
                ofSeconds(2),
                ofSeconds(5),
                ofSeconds(10),
                ofSeconds(30),
                ofMinutes(1),
                ofMinutes(2),
                ofMinutes(5),
                ofMinutes(10),
                ofMinutes(30));
        return defaults().backoff(table).maxAttempts(10);
    }

    /**
     * The same policy with other delays.
     *
     * @param value how long to wait before each attempt
     * @return a new policy
     */
    public Reconnect backoff(Backoff value) {
        requireNonNull(value, "backoff");
        return with(draft -> draft.backoff = value);
    }

    /**
     * The same policy with a bound: when the last attempt fails, the connection is {@code FAILED}. Without one there is none.
     *
     * @param value how many attempts between two stable connections; positive
     * @return a new policy
     * @throws IllegalArgumentException if the value is not positive
     */
    public Reconnect maxAttempts(int value) {
        if (value <= 0) {
            throw new IllegalArgumentException("maxAttempts must be positive: " + value);
        }
        return with(draft -> draft.maxAttempts = value);
    }

    /**
     * The same policy with another stable period.
     *
     * @param value how long a connection must hold before its attempts are forgotten; positive; 10 s by default
     * @return a new policy
     * @throws IllegalArgumentException if the value is not positive
     */
    public Reconnect stableAfter(Duration value) {
        Durations.reckoned("stableAfter", value);
        return with(draft -> draft.stableAfter = value);
    }

    /**
     * The same policy with another bound for a server's {@code Retry-After} (RFC 9110, section 10.2.3).
     *
     * @param value the longest wait that a server may ask for; positive; 5 min by default
     * @return a new policy
     * @throws IllegalArgumentException if the value is not positive
     */
    public Reconnect retryAfterAtMost(Duration value) {
        Durations.reckoned("retryAfterAtMost", value);
        return with(draft -> draft.retryAfterAtMost = value);
    }

    /**
     * The same policy with another idea of what is worth an attempt; {@link #usualDecision} by default, which is also there
     * to fall back on.
     *
     * @param value asked for each refusal and loss, on the client's loop: must be quick and must not block
     * @return a new policy
     */
    public Reconnect deciding(Function<KeepwireException, Retry> value) {
        requireNonNull(value, "deciding");
        return with(draft -> draft.decision = value);
    }

    /**
     * Whether an error is worth another attempt, unless the application or the dialect knows better:
     *
     * <table>
     * <caption>The usual decision</caption>
     * <tr><th>what happened</th><th>decision</th></tr>
     * <tr><td>close code 1008, 4401 or 4403: the server does not want this client</td><td>never; but with a token provider,
     * once with a fresh token after HTTP status 401 and close codes 1008 and 4401, whoever decides</td></tr>
     * <tr><td>any other close code, 1000 and 1006 (none came) included</td><td>later</td></tr>
     * <tr><td>HTTP status 408, 425, 429, or from 500 on</td><td>later</td></tr>
     * <tr><td>any other HTTP status</td><td>never</td></tr>
     * <tr><td>we closed it ourselves</td><td>never</td></tr>
     * <tr><td>anything else</td><td>later if {@link KeepwireException#retryable()}, else never</td></tr>
     * </table>
     *
     * @param error why there is no connection
     * @return later or never
     */
    public static Retry usualDecision(KeepwireException error) {
        return Refusals.usualDecision(error);
    }

    /**
     * Whether an error is worth another attempt.
     *
     * @param error why there is no connection
     * @return the decision; always never if reconnecting is off
     * @throws RuntimeException what the application's decision throws, or for its null
     */
    public Retry decide(KeepwireException error) {
        requireNonNull(error, "error");
        return isOff ? Retry.NEVER : requireNonNull(decision.apply(error), "deciding answered null");
    }

    /**
     * How long to wait before an attempt: the backoff's delay, but
     *
     * <ul>
     *   <li>at least what the server's {@code Retry-After} asks for, up to {@link #retryAfterAtMost()}, and up to 1 s of jitter
     *       on top, since it told others the same;
     *   <li>after close code 1012 (restarting) or 1013 (try again later), the backoff's first full delay and then the
     *       backoff's delay: time to do so.
     * </ul>
     *
     * @param attempt which one, from 1 on
     * @param cause why there is no connection
     * @param dice what the jitter is rolled with
     * @return the delay; may be zero
     * @throws IllegalArgumentException if the attempt is not positive
     */
    public Duration delay(int attempt, KeepwireException cause, Dice dice) {
        Duration usual = backoff.delay(attempt, dice);
        Duration own = Refusals.asksForPatience(cause) ? usual.plus(backoff.fullDelay(1)) : usual;
        return Refusals.retryAfter(cause)
                .map(asked -> longer(own, spread(asked, dice)))
                .orElse(own);
    }

    private Duration spread(Duration asked, Dice dice) {
        Duration bounded = asked.compareTo(retryAfterAtMost) < 0 ? asked : retryAfterAtMost;
        return bounded.plusNanos(Backoff.partOf(RETRY_AFTER_SPREAD.toNanos(), dice));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /**
     * Whether an attempt may be made at all.
     *
     * @param attempt which one, from 1 on, counted since the last stable connection
     * @return false beyond {@link #maxAttempts()}, and if reconnecting is off
     */
    public boolean allows(int attempt) {
        return !isOff && attempt <= maxAttempts;
    }

    /**
     * Whether nothing is ever opened again.
     *
     * @return true for {@link #off()}
     */
    public boolean isOff() {
        return isOff;
    }

    /**
     * How long to wait before each attempt, if the server has no say.
     *
     * @return the backoff
     */
    public Backoff backoff() {
        return backoff;
    }

    /**
     * How many attempts are made between two stable connections.
     *
     * @return a positive number, or empty if there is no bound
     */
    public OptionalInt maxAttempts() {
        return maxAttempts == ENDLESS ? OptionalInt.empty() : OptionalInt.of(maxAttempts);
    }

    /**
     * How long a connection must hold before its attempts are forgotten.
     *
     * @return a positive duration
     */
    public Duration stableAfter() {
        return stableAfter;
    }

    /**
     * The longest wait that a server may ask for.
     *
     * @return a positive duration
     */
    public Duration retryAfterAtMost() {
        return retryAfterAtMost;
    }

    @Override
    public String toString() {
        if (isOff) {
            return "off";
        }
        return backoff + (maxAttempts == ENDLESS ? ", endless" : ", " + maxAttempts + " attempts");
    }

    private Reconnect with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.isOff = isOff;
        draft.backoff = backoff;
        draft.maxAttempts = maxAttempts;
        draft.stableAfter = stableAfter;
        draft.retryAfterAtMost = retryAfterAtMost;
        draft.decision = decision;
        change.accept(draft);
        return new Reconnect(draft);
    }

    /** A policy that is being made: the defaults, to begin with. */
    private static final class Draft {
        private boolean isOff;
        private Backoff backoff = Backoff.exponential(DEFAULT_BASE, DEFAULT_CAP);
        private int maxAttempts = ENDLESS;
        private Duration stableAfter = DEFAULT_STABLE_AFTER;
        private Duration retryAfterAtMost = DEFAULT_RETRY_AFTER_AT_MOST;
        private Function<KeepwireException, Retry> decision = Reconnect::usualDecision;
    }
}
