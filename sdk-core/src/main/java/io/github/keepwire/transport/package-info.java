// SPDX-License-Identifier: Apache-2.0
/**
 * The seam between the client and a WebSocket implementation: bytes and frames, no messages.
 *
 * <p>Implement {@link io.github.keepwire.transport.Transport} and extend the contract test of the test kit to bring
 * another WebSocket. Knows neither messages nor protocols. Start reading at {@code Transport}.
 */
@NullMarked
package io.github.keepwire.transport;

import org.jspecify.annotations.NullMarked;
