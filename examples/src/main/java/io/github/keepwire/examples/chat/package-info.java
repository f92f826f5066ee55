// SPDX-License-Identifier: Apache-2.0
/** The chat system: people in rooms over Socket.IO, with tokens, a typing indicator, and a history that survives a cut link. */
@NullMarked
package io.github.keepwire.examples.chat;

import org.jspecify.annotations.NullMarked;
