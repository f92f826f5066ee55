// SPDX-License-Identifier: Apache-2.0
/**
 * What can go wrong, as types: one unchecked root with a code, a few kinds below it.
 *
 * <p>Any room may use it. Start reading at {@link io.github.keepwire.error.KeepwireException}.
 */
@NullMarked
package io.github.keepwire.error;

import org.jspecify.annotations.NullMarked;
