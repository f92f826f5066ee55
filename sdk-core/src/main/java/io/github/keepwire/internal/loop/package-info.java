// SPDX-License-Identifier: Apache-2.0
/**
 * The serial lanes that everything runs on, and the only place that starts a thread.
 *
 * <p>Used by the rooms of the middle floor and by the front door. Start reading at
 * {@link io.github.keepwire.internal.loop.SerialLane}.
 */
@NullMarked
package io.github.keepwire.internal.loop;

import org.jspecify.annotations.NullMarked;
