// SPDX-License-Identifier: Apache-2.0
/**
 * What follows a loss: whether and when there is another attempt, and which address it goes to. Has no clock, and knows no
 * link. Used by the session, whose {@code Comeback} puts the two side by side. Start reading at
 * {@link io.github.keepwire.internal.retry.Retries}; {@code Rotation} chooses the address.
 */
@NullMarked
package io.github.keepwire.internal.retry;

import org.jspecify.annotations.NullMarked;
