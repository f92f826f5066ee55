// SPDX-License-Identifier: Apache-2.0
/**
 * What a client reports, and how one listens: listeners, registrations, states and the records that events are.
 *
 * <p>Values and small interfaces; any room above may use them. Start reading at
 * {@link io.github.keepwire.event.Registration}.
 */
@NullMarked
package io.github.keepwire.event;

import org.jspecify.annotations.NullMarked;
