// SPDX-License-Identifier: Apache-2.0
/**
 * Who listens, and how what happens reaches them: listener lists and the mailbox.
 *
 * <p>Used by the session and the front door. Start reading at {@link io.github.keepwire.internal.event.Mailbox}.
 */
@NullMarked
package io.github.keepwire.internal.event;

import org.jspecify.annotations.NullMarked;
