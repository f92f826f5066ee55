// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.token;

import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.time.Dice;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a token is to be renewed. Has no clock: all times are readings of the ticker. Belongs to the loop.
 *
 * <pre>
 *   due = the sooner of   since + interval   and   until - lead, but not before half the token's life
 *         and not before  the last renewal + 10 s, or + 20 s, 40 s, 60 s, 60 s .. behind failures
 * </pre>
 *
 * <p>A token that expired meanwhile is renewed too: a server that looks the other way may look again.
 */
public final class TokenClock {
    private static final Duration BUDGET = Duration.ofSeconds(10);
    private static final Backoff PATIENCE =
            Backoff.exponential(BUDGET, Duration.ofSeconds(60)).noJitter();

    private final TokenProvider.Refresh policy;
    private final Dice dice;
    private long notBefore = Alarm.NEVER;
    private int failures;

    /**
     * Starts with no renewal made.
     *
     * @param policy the application's wishes
     * @param dice what delays are rolled with
     */
    public TokenClock(TokenProvider.Refresh policy, Dice dice) {
        this.policy = policy;
        this.dice = dice;
    }

    /**
     * Tells when to ask for the token that follows.
     *
     * @param held the token at hand, or null if there is none
     * @return a reading of the ticker, or {@link Alarm#NEVER}
     */
    public long due(TokenDesk.@Nullable Held held) {
        if (held == null || policy.isOff()) {
            return Alarm.NEVER;
        }
        long wanted = Math.min(byAge(held), byExpiry(held));
        if (wanted == Alarm.NEVER) {
            return Alarm.NEVER;
        }
        return notBefore == Alarm.NEVER ? wanted : Math.max(wanted, notBefore);
    }

    private long byAge(TokenDesk.Held held) {
        return policy.interval()
                .map(interval -> Alarm.after(held.since(), interval))
                .orElse(Alarm.NEVER);
    }

    private long byExpiry(TokenDesk.Held held) {
        if (held.until() == Alarm.NEVER) {
            return Alarm.NEVER;
        }
        long half = held.since() + (held.until() - held.since()) / 2;
        return Math.max(half, held.until() - policy.lead().toNanos());
    }

    /**
     * A renewal begins.
     *
     * @param nowNanos the ticker's reading
     */
    public void begins(long nowNanos) {
        notBefore = Alarm.after(nowNanos, BUDGET);
    }

    /** The renewal brought a token. */
    public void worked() {
        failures = 0;
    }

    /**
     * The renewal brought none.
     *
     * @param nowNanos the ticker's reading
     */
    public void failed(long nowNanos) {
        failures = Math.min(failures + 1, 100);
        notBefore = Alarm.after(nowNanos, PATIENCE.delay(failures, dice));
    }
}
