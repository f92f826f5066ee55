// SPDX-License-Identifier: Apache-2.0
/**
 * The envelope and what may become of it: messages, their lazy payloads, the rules they pass, the receipt of a send.
 *
 * <p>Values only; any room above may use them. Start reading at {@link io.github.keepwire.message.Message}.
 */
@NullMarked
package io.github.keepwire.message;

import org.jspecify.annotations.NullMarked;
