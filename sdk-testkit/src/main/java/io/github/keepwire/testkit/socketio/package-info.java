/**
 * A Socket.IO server as a state machine: Engine.IO 4 and Socket.IO 5, namespaces, rooms, acks, attachments, recovery.
 *
 * <p>It has no sockets, no threads and no clock; {@link io.github.keepwire.testkit.server.DevServer#socketIo()} gives it
 * those. Its parser shares nothing with the client's, so that a mistake of one is not a mistake of both. Start reading at
 * {@link io.github.keepwire.testkit.socketio.SocketIoHub}, which tests talk to; the sockets come in by
 * {@link io.github.keepwire.testkit.socketio.SocketIoEngine}.
 */
@NullMarked
package io.github.keepwire.testkit.socketio;

import org.jspecify.annotations.NullMarked;
