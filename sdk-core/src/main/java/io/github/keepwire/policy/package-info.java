// SPDX-License-Identifier: Apache-2.0
/**
 * Policies as immutable values, checked when they are made: what is promised for a message, how a link is kept alive.
 *
 * <p>Pure arithmetic, no threads, no clocks. Start reading at {@link io.github.keepwire.policy.SendOptions}.
 */
@NullMarked
package io.github.keepwire.policy;

import org.jspecify.annotations.NullMarked;
