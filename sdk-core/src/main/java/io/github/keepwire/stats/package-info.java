// SPDX-License-Identifier: Apache-2.0
/**
 * Immutable snapshots of what a client has done.
 *
 * <p>Start reading at {@link io.github.keepwire.stats.ClientStats}.
 */
@NullMarked
package io.github.keepwire.stats;

import org.jspecify.annotations.NullMarked;
