// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Why the server did not do what an administrator asked: it said no, it said something that is no answer, or it said nothing.
 *
 * <p>Without an answer nobody knows whether the server did it. The token stands nowhere in it, even if the server repeats it.
 */
public final class AdminException extends KeepwireException {
    private static final long serialVersionUID = 1L;
    private static final int NONE = -1;

    private final int status;
    private final String excerpt;
    private final @Nullable Duration retryAfter;

    private AdminException(ErrorCode code, boolean retryable, String message, Answer answer) {
        super(code, retryable, message, answer.instead());
        status = answer.status();
        excerpt = answer.excerpt();
        retryAfter = answer.retryAfter();
    }

    /** What is told of an answer: printable, bounded, without the token. */
    record Answer(
            int status,
            String excerpt,
            @Nullable Duration retryAfter,
            @Nullable Throwable instead) {
        Answer(int status, String excerpt, @Nullable Duration retryAfter) {
            this(status, excerpt, retryAfter, null);
        }

        /** There is none, but perhaps something else. */
        static Answer none(@Nullable Throwable instead) {
            return new Answer(NONE, "", null, instead);
        }
    }

    /** Any status that is not 2xx. Worth a retry as in handshakes: 408, 425, 429 and from 500 on. */
    static AdminException refused(String what, Answer answer) {
        int status = answer.status();
        boolean retryable = status == 408 || status == 425 || status == 429 || status >= 500;
        String said = answer.excerpt().isEmpty() ? "" : ": " + answer.excerpt();
        return new AdminException(
                code(status), retryable, what + " was answered with " + status + hint(status) + said, answer);
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 401, 403, 407 -> ErrorCode.AUTHENTICATION_REFUSED;
            case 429 -> ErrorCode.RATE_LIMITED;
            default -> status >= 500 ? ErrorCode.HTTP_FAILED : ErrorCode.REJECTED_BY_SERVER;
        };
    }

    private static String hint(int status) {
        return switch (status) {
            case 401 -> " (check the token)";
            case 403 -> " (the token is not an administrator's)";
            case 429, 503 -> " (try again later)";
            default -> status >= 300 && status < 400 ? " (redirects are not followed)" : "";
        };
    }

    /** The server answered that it did not do it. */
    static AdminException failed(String what, Answer answer) {
        return new AdminException(
                ErrorCode.REJECTED_BY_SERVER,
                false,
                what + " was answered with success=false: " + answer.excerpt(),
                answer);
    }

    /** The answer is none that one can use; {@code how} says what is wrong with it. */
    static AdminException unusable(String what, String how, Answer answer) {
        String said = answer.excerpt().isEmpty() ? "" : ": " + answer.excerpt();
        return new AdminException(
                ErrorCode.PAYLOAD_MISMATCH,
                false,
                what + " was answered with " + answer.status() + " and " + how + said,
                answer);
    }

    /** There is no answer, or none that is complete. */
    static AdminException unanswered(String what, ConnectionException why) {
        return new AdminException(
                why.code(), why.retryable(), what + " had no answer: " + why.getMessage(), Answer.none(why));
    }

    /** Nothing was asked, since there is no token to show. */
    static AdminException tokenless(String what, String why) {
        return new AdminException(
                ErrorCode.PROVIDER_FAILED, true, what + " was not asked: the token provider " + why, Answer.none(null));
    }

    /**
     * The HTTP status of the answer.
     *
     * @return the status, 2xx too if the answer was of no use; empty if there was no answer
     */
    public OptionalInt status() {
        return status == NONE ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /**
     * How the answer began.
     *
     * @return up to about 200 printable characters of its body; empty if there was none
     */
    public String excerpt() {
        return excerpt;
    }

    /**
     * How long the server asks to wait before the next attempt.
     *
     * @return not negative; empty if it does not ask
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
