// SPDX-License-Identifier: Apache-2.0
/**
 * What becomes of a message that is sent: the queue, what is in flight, acknowledgements, and the ledger of it all.
 *
 * <p>Decides only: the session writes, and tells it what happened. Start reading at
 * {@link io.github.keepwire.internal.delivery.Deliveries}.
 */
@NullMarked
package io.github.keepwire.internal.delivery;

import org.jspecify.annotations.NullMarked;
