// SPDX-License-Identifier: Apache-2.0
/**
 * Who may connect: tokens, and where they come from.
 *
 * <p>Start reading at {@link io.github.keepwire.auth.TokenProvider}.
 */
@NullMarked
package io.github.keepwire.auth;

import org.jspecify.annotations.NullMarked;
