// SPDX-License-Identifier: Apache-2.0
/**
 * Servers that number their messages: notices what was missed, drops what is repeated, and fetches what a history has. Start
 * reading at {@link io.github.keepwire.internal.recovery.Recoverer}; {@code CatchUp} decides, {@code HistoryDesk} asks. Used by
 * the session.
 */
@NullMarked
package io.github.keepwire.internal.recovery;

import org.jspecify.annotations.NullMarked;
