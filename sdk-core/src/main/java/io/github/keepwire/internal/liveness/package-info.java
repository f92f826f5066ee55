// SPDX-License-Identifier: Apache-2.0
/**
 * Whether the peer is still there, and whether this machine has slept: pure arithmetic on readings of the clocks. Used by the
 * session, whose {@code Pulse} does what is decided. Start reading at {@link io.github.keepwire.internal.liveness.Liveness}.
 */
@NullMarked
package io.github.keepwire.internal.liveness;

import org.jspecify.annotations.NullMarked;
