// SPDX-License-Identifier: Apache-2.0
/**
 * The transport on the WebSocket client of the JDK, {@code java.net.http}.
 *
 * <p>Programs name it only to pass settings; without any it is found by {@link java.util.ServiceLoader}. Start reading at
 * {@link io.github.keepwire.transport.jdk.JdkTransport}; then {@code Opening} (the handshake), {@code JdkLink} (one open
 * WebSocket), {@code Inbound} and {@code WriteQueue} (its two directions).
 */
@NullMarked
package io.github.keepwire.transport.jdk;

import org.jspecify.annotations.NullMarked;
