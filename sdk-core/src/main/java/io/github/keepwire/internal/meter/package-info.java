// SPDX-License-Identifier: Apache-2.0
/**
 * Counts, rates and latencies in fixed memory: written on the loop, read by any thread. Used by the session. Start reading at
 * {@link io.github.keepwire.internal.meter.Meters}.
 */
@NullMarked
package io.github.keepwire.internal.meter;

import org.jspecify.annotations.NullMarked;
