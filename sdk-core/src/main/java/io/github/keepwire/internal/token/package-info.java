// SPDX-License-Identifier: Apache-2.0
/**
 * Tokens: asking the application for them, reading when they expire, and telling when to renew them. Knows no link. Used by the
 * session. Start reading at {@link io.github.keepwire.internal.token.TokenDesk}; {@code TokenClock} says when to ask it.
 */
@NullMarked
package io.github.keepwire.internal.token;

import org.jspecify.annotations.NullMarked;
