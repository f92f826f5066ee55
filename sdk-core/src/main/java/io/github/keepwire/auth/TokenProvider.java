// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.auth;

import java.util.concurrent.CompletionStage;

/**
 * Where a fresh token comes from. Asked for every attempt to connect, on a lane of its own, under a deadline of 10 s.
 *
 * <p>A provider that throws, answers null or does not answer in time fails the attempt, not the client.
 */
@FunctionalInterface
public interface TokenProvider {
    /**
     * Fetches a token.
     *
     * @return the token, now or later
     */
    CompletionStage<Token> token();
}
