// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.auth;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A secret that lets a client in. Its {@code toString} never tells it, and it has no equality by value. Immutable.
 *
 * <pre>{@code
 * Token.of(text).expiresAt(Instant.parse("2030-01-01T00:00:00Z"))
 * }</pre>
 *
 * <p>A client that knows when its token expires renews it before: see {@link TokenProvider.Refresh}. The {@code exp} of a JSON
 * Web Token is found without being told.
 */
public final class Token {
    private static final int LONGEST = 8 * 1024;

    private final String secret;
    private final @Nullable Instant expiry;

    private Token(String secret, @Nullable Instant expiry) {
        this.secret = secret;
        this.expiry = expiry;
    }

    /**
     * Wraps a secret.
     *
     * @param secret visible ASCII, 1 to 8192 characters, so that it may travel in a header
     * @return the token
     * @throws IllegalArgumentException if it is not; the message does not hold it
     */
    public static Token of(String secret) {
        if (secret.isEmpty() || secret.length() > LONGEST) {
            throw new IllegalArgumentException("token must have 1 to " + LONGEST + " characters: " + secret.length());
        }
        boolean visible = secret.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        if (!visible) {
            throw new IllegalArgumentException("token must be visible ASCII, without spaces and line breaks");
        }
        return new Token(secret, null);
    }

    /**
     * The same token with the time from which on it is worth nothing. It goes before what the token itself tells.
     *
     * @param value by the wall clock
     * @return a new token
     */
    public Token expiresAt(Instant value) {
        return new Token(secret, requireNonNull(value, "expiresAt"));
    }

    /**
     * When it expires, as {@link #expiresAt} was told; the secret is not looked into.
     *
     * @return the time, or empty if nobody told
     */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiry);
    }

    /**
     * The secret itself, for the wire only.
     *
     * @return the secret
     */
    public String reveal() {
        return secret;
    }

    @Override
    public String toString() {
        return "***";
    }
}
