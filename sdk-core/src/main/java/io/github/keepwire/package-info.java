// SPDX-License-Identifier: Apache-2.0
/**
 * The front door: a client is built, connected, listened to and sent with here.
 *
 * <p>Wires the rooms below together and holds no logic of its own. Start reading at
 * {@link io.github.keepwire.RealtimeClient}.
 */
@NullMarked
package io.github.keepwire;

import org.jspecify.annotations.NullMarked;
