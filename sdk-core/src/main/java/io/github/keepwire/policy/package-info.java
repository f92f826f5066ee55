// SPDX-License-Identifier: Apache-2.0
/**
 * Policies as immutable values, checked when they are made: what is promised for a message, when a lost connection is opened
 * again and where, how a link is kept alive, how much may go out, and how much may wait to be heard.
 *
 * <p>Pure arithmetic, no threads, no clocks; {@link io.github.keepwire.policy.RateLimiter} alone has a state. Any room above
 * time, error and message may use it. Start reading at {@link io.github.keepwire.policy.SendOptions}.
 */
@NullMarked
package io.github.keepwire.policy;

import org.jspecify.annotations.NullMarked;
