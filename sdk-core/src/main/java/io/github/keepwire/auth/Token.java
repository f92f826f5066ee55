// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.auth;

/** A secret that lets a client in. Its {@code toString} never tells it, and it has no equality by value. */
public final class Token {
    private static final int LONGEST = 8 * 1024;

    private final String secret;

    private Token(String secret) {
        this.secret = secret;
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
        return new Token(secret);
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
