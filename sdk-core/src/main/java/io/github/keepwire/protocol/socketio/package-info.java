/**
 * Socket.IO 5 over Engine.IO 4, by WebSocket alone: servers of Socket.IO 3 and 4, and what is compatible with them.
 *
 * <p>A state machine without sockets, clocks or threads, as every dialect. The codec is strict: what breaks the grammar ends the
 * link, as the protocol demands. Start reading at {@code Packet} for what travels, at {@code Decoder} for what arrives.
 */
@NullMarked
package io.github.keepwire.protocol.socketio;

import org.jspecify.annotations.NullMarked;
