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
}
