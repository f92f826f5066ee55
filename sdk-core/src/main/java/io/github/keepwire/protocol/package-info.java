// SPDX-License-Identifier: Apache-2.0
/**
 * The seam for wire dialects: a protocol as a state machine without sockets, clocks or threads.
 *
 * <p>Implement {@link io.github.keepwire.protocol.Protocol} and extend the contract test of the test kit to speak
 * another dialect. Start reading at {@code Protocol}.
 */
@NullMarked
package io.github.keepwire.protocol;

import org.jspecify.annotations.NullMarked;
