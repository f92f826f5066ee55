// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.retry;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.Retry;
import io.github.keepwire.time.Dice;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plans what follows a loss: the {@link Reconnect} policy, and the attempts so far. Has no clock. Belongs to the loop.
 *
 * <p>Attempts are counted from one again behind a connection that was stable. A server that refuses the credentials (HTTP
 * status 401, close code 1008 or 4401) gets fresh ones once, where there is somebody to give them: once until the connection
 * opens, or, where it closes an open link, until a connection was stable.
 */
public final class Retries {
    private static final int UNAUTHORIZED = 401;
    private static final int POLICY_VIOLATION = 1008;
    private static final int CLOSED_UNAUTHORIZED = 4401;

    private final Reconnect policy;
    private final Dice dice;
    private final boolean renewsCredentials;
    private final Consumer<KeepwireException> onFailure;
    private int attempts;
    private long openSince = Alarm.NEVER;
    private boolean credentialsRefused;
    /** The same behind a handshake that had worked. */
    private boolean sentAway;

    /**
     * Starts with no attempts made.
     *
     * @param policy the application's wishes
     * @param dice what delays are rolled with
     * @param renewsCredentials whether each attempt has a token of its own
     * @param onFailure is told what the policy throws
     */
    public Retries(Reconnect policy, Dice dice, boolean renewsCredentials, Consumer<KeepwireException> onFailure) {
        this.policy = policy;
        this.dice = dice;
        this.renewsCredentials = renewsCredentials;
        this.onFailure = onFailure;
    }

    /**
     * The connection is open.
     *
     * @param nowNanos the ticker's reading
     */
    public void opened(long nowNanos) {
        openSince = nowNanos;
        credentialsRefused = false;
    }

    /**
     * The connection is no more, for whatever reason.
     *
     * @param nowNanos the ticker's reading
     */
    public void left(long nowNanos) {
        if (isStable(nowNanos)) {
            forget();
        }
        openSince = Alarm.NEVER;
    }

    /** Forgets the attempts so far. */
    public void forget() {
        attempts = 0;
        credentialsRefused = false;
        sentAway = false;
    }

    /**
     * Plans what follows an attempt that failed or a link that was lost.
     *
     * @param error what happened
     * @param wish what the dialect wants, or null if it has no opinion
     * @param nowNanos the ticker's reading
     * @return whether and when there is another attempt
     */
    public RetryPlan plan(KeepwireException error, @Nullable Retry wish, long nowNanos) {
        left(nowNanos);
        Retry decision = policy.isOff() ? Retry.NEVER : decide(error, wish);
        if (decision == Retry.NEVER) {
            return RetryPlan.giveUp(String.valueOf(error.getMessage()));
        }
        attempts = attempts == Integer.MAX_VALUE ? attempts : attempts + 1;
        if (!policy.allows(attempts)) {
            return RetryPlan.giveUp("gave up after " + (attempts - 1) + " attempts: " + error.getMessage());
        }
        // at once, but only once in a row: a server that says so every time must not be hammered
        boolean now = decision == Retry.NOW && attempts == 1;
        return RetryPlan.again(attempts, now ? Duration.ZERO : policy.delay(attempts, error, dice));
    }

    /**
     * Whether the connection is open, and has been for long enough.
     *
     * @param nowNanos the ticker's reading
     * @return true if a loss would count as the first
     */
    public boolean isStable(long nowNanos) {
        return openSince != Alarm.NEVER && nowNanos - Alarm.after(openSince, policy.stableAfter()) >= 0;
    }

    private Retry decide(KeepwireException error, @Nullable Retry wish) {
        if (wish != null) {
            return wish;
        }
        boolean renews = renewsCredentials && error instanceof ConnectionException refused && mayRenew(refused);
        return renews ? Retry.LATER : askPolicy(error);
    }

    /** Whether fresh credentials may help, and have not been tried. */
    private boolean mayRenew(ConnectionException refused) {
        if (refused.httpStatus().filter(status -> status == UNAUTHORIZED).isPresent()) {
            boolean first = !credentialsRefused;
            credentialsRefused = true;
            return first;
        }
        int code = refused.closeCode().orElse(0);
        if (code == POLICY_VIOLATION || code == CLOSED_UNAUTHORIZED) {
            boolean first = !sentAway;
            sentAway = true;
            return first;
        }
        return false;
    }

    private Retry askPolicy(KeepwireException error) {
        try {
            return policy.decide(error);
        } catch (Throwable e) {
            onFailure.accept(new KeepwireException(
                    ErrorCode.POLICY_FAILED,
                    "the decision about reconnecting threw " + e.getClass().getName() + ": the usual one stands in",
                    e));
            return Reconnect.usualDecision(error);
        }
    }
}
