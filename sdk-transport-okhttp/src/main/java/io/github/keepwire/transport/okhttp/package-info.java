// SPDX-License-Identifier: Apache-2.0
/**
 * WebSockets and HTTP over OkHttp 5.
 *
 * <p>OkHttp finds the address, connects, speaks TLS and makes the HTTP upgrade; from the 101 on, the frames of RFC 6455
 * are read and written here, on the socket of {@code Response.socket()}. OkHttp's own {@code WebSocket} is not used: it
 * has no ping, does not say when something was written, bounds neither an incoming message nor its inflated size, lets
 * text through that is not UTF-8, and closes when 16 MiB wait.
 *
 * <p>Nobody imports this package but programs that choose this transport by hand. Start reading at
 * {@link io.github.keepwire.transport.okhttp.OkHttpTransport}; then {@code Handshake}, {@code OkHttpLink}, and below it
 * {@code FrameReader} with {@code Demand}, {@code FrameWriter} with {@code WriteWatch}, and {@code Teller}.
 */
@NullMarked
package io.github.keepwire.transport.okhttp;

import org.jspecify.annotations.NullMarked;
