// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import java.time.Duration;
import java.util.Optional;

/** What a server says about another attempt: with a close code (RFC 6455, section 7.4), or with Retry-After. */
final class Refusals {
    /** The code for what breaks a server's rules; servers use it to turn clients away. */
    private static final int POLICY_VIOLATION = 1008;

    private static final int SERVICE_RESTART = 1012;
    private static final int TRY_AGAIN_LATER = 1013;

    /** By custom 4000 + the HTTP status: who are you, and you may not. */
    private static final int UNAUTHORIZED = 4401;

    private static final int FORBIDDEN = 4403;

    private Refusals() {}

    static Retry usualDecision(KeepwireException error) {
        Optional<Integer> code = closeCode(error);
        boolean worthIt =
                code.isPresent() && error.code() != ErrorCode.CLOSED ? !turnsAway(code.get()) : error.retryable();
        return worthIt ? Retry.LATER : Retry.NEVER;
    }

    /** Whether the server is there and says that it needs some time. */
    static boolean asksForPatience(KeepwireException error) {
        return closeCode(error)
                .filter(code -> code == SERVICE_RESTART || code == TRY_AGAIN_LATER)
                .isPresent();
    }

    static Optional<Duration> retryAfter(KeepwireException error) {
        return error instanceof ConnectionException refused ? refused.retryAfter() : Optional.empty();
    }

    private static boolean turnsAway(int code) {
        return code == POLICY_VIOLATION || code == UNAUTHORIZED || code == FORBIDDEN;
    }

    private static Optional<Integer> closeCode(KeepwireException error) {
        return error instanceof ConnectionException ended ? ended.closeCode() : Optional.empty();
    }
}
