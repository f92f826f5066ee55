// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol;

/** What a dialect may ask of the application in the middle of a session. */
public sealed interface Ask {
    /** A fresh token, answered by {@link Answer.Fresh}. */
    record FreshToken() implements Ask {}
}
