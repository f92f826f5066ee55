// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.internal.retry.Retries;
import io.github.keepwire.internal.retry.RetryPlan;
import io.github.keepwire.internal.retry.Rotation;
import io.github.keepwire.policy.Retry;
import io.github.keepwire.transport.LinkRequest;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When the next attempt is made, and where it goes: {@link Retries} and {@link Rotation} side by side. Has no clock. Belongs
 * to the loop.
 */
final class Comeback {
    private final Retries retries;
    private final Rotation rotation;
    private final LinkRequest request;
    private URI address;
    private long retryAt = Alarm.NEVER;

    Comeback(ClientConfig config, Consumer<KeepwireException> onFailure) {
        ClientConfig.Upkeep upkeep = config.upkeep();
        this.retries = new Retries(
                upkeep.reconnect(), config.environment().dice(), config.party().tokens() != null, onFailure);
        this.rotation = new Rotation(upkeep.addresses(), config.environment().dice());
        this.request = config.wire().request();
        this.address = request.uri();
    }

    /** Chooses where the attempt goes that is about to be made. */
    LinkRequest nextRequest(long nowNanos) {
        address = rotation.next(nowNanos);
        return request.toBuilder(address).build();
    }

    /** The address at hand, for people. */
    String where() {
        return SafeText.hostAndPort(address);
    }

    void opened(long nowNanos) {
        retries.opened(nowNanos);
        rotation.worked(address, nowNanos);
    }

    /** An attempt failed or the link was lost: plans what follows. */
    RetryPlan plan(KeepwireException error, @Nullable Retry wish, long nowNanos) {
        if (!retries.isStable(nowNanos)) {
            rotation.failed(address, nowNanos);
        }
        return retries.plan(error, wish, nowNanos);
    }

    /** The link is left for another one that is made at once: nothing failed, and nothing is counted. */
    RetryPlan leave(long nowNanos) {
        retries.left(nowNanos);
        return RetryPlan.again(1, Duration.ZERO);
    }

    void retryAfter(Duration delay, long nowNanos) {
        retryAt = Alarm.after(nowNanos, delay);
    }

    void retryBegins() {
        retryAt = Alarm.NEVER;
    }

    void forgetAttempts() {
        retries.forget();
    }

    boolean isRetryDue(long nowNanos) {
        return retryAt != Alarm.NEVER && nowNanos - retryAt >= 0;
    }

    boolean isReturnDue(long nowNanos) {
        long due = rotation.returnDue();
        return due != Alarm.NEVER && nowNanos - due >= 0;
    }

    long nextDue(Phase phase) {
        return switch (phase) {
            case WAITING -> retryAt;
            case OPEN -> rotation.returnDue();
            default -> Alarm.NEVER;
        };
    }
}
