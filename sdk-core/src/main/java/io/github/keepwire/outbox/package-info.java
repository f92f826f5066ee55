// SPDX-License-Identifier: Apache-2.0
/**
 * What waits to be sent: its bounds ({@link io.github.keepwire.outbox.Outbox}) and where it is kept
 * ({@link io.github.keepwire.outbox.MessageStore}), in memory or in a directory.
 *
 * <p>Stores know bytes and sequence numbers, no messages. Any room above policy may use it. Start reading at
 * {@link io.github.keepwire.outbox.MessageStore}.
 */
@NullMarked
package io.github.keepwire.outbox;

import org.jspecify.annotations.NullMarked;
