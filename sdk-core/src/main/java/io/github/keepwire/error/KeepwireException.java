// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.error;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything that Keepwire throws at run time or completes a future with.
 *
 * <p>The message says what went wrong, where, and what to do; it never holds a token, a payload or the query of an
 * address. Wrong arguments while building are plain {@link IllegalArgumentException}s.
 */
public class KeepwireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final boolean retryable;

    /**
     * Makes an error that is as retryable as its code.
     *
     * @param code the kind of error
     * @param message what, where, and what to do; without secrets
     */
    public KeepwireException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /**
     * Makes an error that is as retryable as its code.
     *
     * @param code the kind of error
     * @param message what, where, and what to do; without secrets
     * @param cause what was caught, or null; its message must hold no secret either
     */
    public KeepwireException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, code.retryable(), message, cause);
    }

    /**
     * Makes an error that knows better than its code whether a retry can help.
     *
     * @param code the kind of error
     * @param retryable whether the same attempt may succeed later
     * @param message what, where, and what to do; without secrets
     * @param cause what was caught, or null; its message must hold no secret either
     */
    protected KeepwireException(ErrorCode code, boolean retryable, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = requireNonNull(code, "code");
        this.retryable = retryable;
    }

    /**
     * The kind of error.
     *
     * @return a stable code
     */
    public ErrorCode code() {
        return code;
    }

    /**
     * Whether the same attempt may succeed later.
     *
     * @return true if a retry can help
     */
    public boolean retryable() {
        return retryable;
    }

    /**
     * An error that the server told, with its own words for programs.
     *
     * <pre>{@code
     * client.onError(event -> {
     *     if (event.error() instanceof KeepwireException.ServerError said && said.serverCode().equals("VALIDATION_ERROR")) {
     *         form.show(said.details());
     *     }
     * });
     * }</pre>
     */
    public static final class ServerError extends KeepwireException {
        private static final long serialVersionUID = 1L;

        private final String serverCode;
        private final String details;

        /**
         * Makes an error for what a server told.
         *
         * @param code our kind of error
         * @param message what, for people; bounded and without secrets
         * @param serverCode the server's code, as it came; empty if it told none
         * @param details what it told besides, as it came; empty if it told nothing
         */
        public ServerError(ErrorCode code, String message, String serverCode, String details) {
            super(code, message);
            this.serverCode = requireNonNull(serverCode, "serverCode");
            this.details = requireNonNull(details, "details");
        }

        /**
         * The server's name for what went wrong, such as {@code VALIDATION_ERROR}. It came over the wire: any text is possible.
         *
         * @return the code, or empty text if it told none
         */
        public String serverCode() {
            return serverCode;
        }

        /**
         * What the server told besides: text, or JSON where it is an object or a list.
         *
         * @return the details, or empty text if there are none
         */
        public String details() {
            return details;
        }
    }
}
