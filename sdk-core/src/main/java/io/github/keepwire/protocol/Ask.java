// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.KeepwireException;

/** What a dialect may ask of the application in the middle of a session. */
public sealed interface Ask {
    /** A fresh token, answered by {@link Answer.Fresh}. */
    record FreshToken() implements Ask {}

    /** The application's answer to an {@link Ask}. */
    sealed interface Answer {
        /**
         * A fresh token.
         *
         * @param token the token
         */
        record Fresh(Token token) implements Answer {
            /** Checks the parts. */
            public Fresh {
                requireNonNull(token, "token");
            }
        }

        /**
         * Nothing: whoever was asked threw, answered null, or took too long.
         *
         * @param error why
         */
        record Failed(KeepwireException error) implements Answer {
            /** Checks the parts. */
            public Failed {
                requireNonNull(error, "error");
            }
        }
    }
}
