// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection could not be opened, or ended.
 *
 * <p>Carries the HTTP status and {@code Retry-After} of a refused handshake (RFC 6455, section 4.1; RFC 9110, section
 * 10.2.3), or the close code of an ended link, where there was one.
 */
public final class ConnectionException extends KeepwireException {
    private static final long serialVersionUID = 1L;
    private static final int NONE = -1;

    private final int httpStatus;
    private final long retryAfterSeconds;
    private final int closeCode;

    /**
     * Makes an error without status or close code.
     *
     * @param code the kind of error
     * @param message what, where, and what to do; without secrets
     * @param cause what was caught, or null
     */
    public ConnectionException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, code.retryable(), message, cause, NONE, NONE, NONE);
    }

    private ConnectionException(
            ErrorCode code,
            boolean retryable,
            String message,
            @Nullable Throwable cause,
            int httpStatus,
            long retryAfterSeconds,
            int closeCode) {
        super(code, retryable, message, cause);
        this.httpStatus = httpStatus;
        this.retryAfterSeconds = retryAfterSeconds;
        this.closeCode = closeCode;
    }

    /**
     * A server that answered the handshake with an HTTP status instead of a WebSocket.
     *
     * <p>401, 403 and 407 are {@link ErrorCode#AUTHENTICATION_REFUSED}; all else is {@link ErrorCode#HANDSHAKE_REFUSED},
     * worth a retry for 408, 425, 429 and from 500 on.
     *
     * @param where the server, as host and port
     * @param status the HTTP status
     * @param retryAfter how long the server asks to wait, or null
     * @return the error
     */
    public static ConnectionException refused(String where, int status, @Nullable Duration retryAfter) {
        boolean authentication = status == 401 || status == 403 || status == 407;
        ErrorCode code = authentication ? ErrorCode.AUTHENTICATION_REFUSED : ErrorCode.HANDSHAKE_REFUSED;
        boolean retryable = status == 408 || status == 425 || status == 429 || status >= 500;
        String message = where + " refused the WebSocket handshake with HTTP status " + status + hint(status);
        long seconds = retryAfter == null ? NONE : retryAfter.getSeconds();
        return new ConnectionException(code, retryable, message, null, status, seconds, NONE);
    }

    private static String hint(int status) {
        if (status == 401 || status == 403) {
            return ": check the token";
        }
        if (status == 407) {
            return ": the proxy wants credentials";
        }
        if (status == 429 || status == 503) {
            return ": try again later";
        }
        return ": not a WebSocket endpoint, check the path (redirects are not followed)";
    }

    /**
     * A link that ended with a close code.
     *
     * @param code the kind of error
     * @param message what, where, and what to do; without secrets
     * @param closeCode the close code (RFC 6455, section 7.4)
     * @param cause what was caught, or null
     * @return the error
     */
    public static ConnectionException ended(ErrorCode code, String message, int closeCode, @Nullable Throwable cause) {
        return new ConnectionException(code, code.retryable(), message, cause, NONE, NONE, closeCode);
    }

    /**
     * The same error with more to say.
     *
     * @param hint what may be the reason, without secrets; stands behind the message
     * @return a new error, with this one's cause
     */
    public ConnectionException withHint(String hint) {
        ConnectionException told = new ConnectionException(
                code(), retryable(), getMessage() + "; " + hint, getCause(), httpStatus, retryAfterSeconds, closeCode);
        told.setStackTrace(getStackTrace());
        return told;
    }

    /**
     * The HTTP status that refused the handshake.
     *
     * @return the status, or empty if there was no HTTP answer
     */
    public Optional<Integer> httpStatus() {
        return httpStatus == NONE ? Optional.empty() : Optional.of(httpStatus);
    }

    /**
     * How long the server asks to wait before the next attempt.
     *
     * @return the wait, whole seconds, or empty if the server did not say
     */
    public Optional<Duration> retryAfter() {
        return retryAfterSeconds == NONE ? Optional.empty() : Optional.of(Duration.ofSeconds(retryAfterSeconds));
    }

    /**
     * The close code the link ended with.
     *
     * @return the code, or empty if no close frame was involved
     */
    public Optional<Integer> closeCode() {
        return closeCode == NONE ? Optional.empty() : Optional.of(closeCode);
    }
}
