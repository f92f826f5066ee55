// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

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
 * status 401) gets fresh ones once, where there is somebody to give them.
 */
final class Retries {
    private static final int UNAUTHORIZED = 401;

    private final Reconnect policy;
    private final Dice dice;
    private final boolean renewsCredentials;
    private final Consumer<KeepwireException> onFailure;
    private int attempts;
    private long openSince = Alarm.NEVER;
    private boolean credentialsRefused;

    /**
     * Starts with no attempts made.
     *
     * @param policy the application's wishes
     * @param dice what delays are rolled with
     * @param renewsCredentials whether each attempt has a token of its own
     * @param onFailure is told what the policy throws
     */
    Retries(Reconnect policy, Dice dice, boolean renewsCredentials, Consumer<KeepwireException> onFailure) {
        this.policy = policy;
        this.dice = dice;
        this.renewsCredentials = renewsCredentials;
        this.onFailure = onFailure;
    }

    /** The connection is open. */
    void opened(long nowNanos) {
        openSince = nowNanos;
        credentialsRefused = false;
    }

    /** The connection is no more, for whatever reason. */
    void left(long nowNanos) {
        if (isStable(nowNanos)) {
            forget();
        }
        openSince = Alarm.NEVER;
    }

    /** Forgets the attempts so far. */
    void forget() {
        attempts = 0;
        credentialsRefused = false;
    }

    /**
     * Plans what follows an attempt that failed or a link that was lost.
     *
     * @param error what happened
     * @param wish what the dialect wants, or null if it has no opinion
     * @param nowNanos the ticker's reading
     */
    RetryPlan plan(KeepwireException error, @Nullable Retry wish, long nowNanos) {
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

    /** Whether the connection is open, and has been for long enough. */
    boolean isStable(long nowNanos) {
        return openSince != Alarm.NEVER && nowNanos - Alarm.after(openSince, policy.stableAfter()) >= 0;
    }

    private Retry decide(KeepwireException error, @Nullable Retry wish) {
        if (isUnauthorized(error, wish) && renewsCredentials && !credentialsRefused) {
            credentialsRefused = true;
            return Retry.LATER;
        }
        return wish != null ? wish : askPolicy(error);
    }

    /** Whether other credentials may help: HTTP 401, or a dialect that was not let in and would not try again by itself. */
    private static boolean isUnauthorized(KeepwireException error, @Nullable Retry wish) {
        if (wish != null) {
            return wish == Retry.NEVER && error.code() == ErrorCode.AUTHENTICATION_REFUSED;
        }
        return error instanceof ConnectionException refused
                && refused.httpStatus().filter(status -> status == UNAUTHORIZED).isPresent();
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
