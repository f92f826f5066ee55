// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import io.github.keepwire.testkit.socketio.SocketIoEngine;
import io.github.keepwire.testkit.socketio.SocketIoHub;
import io.github.keepwire.testkit.socketio.SocketIoNamespace;
import io.github.keepwire.testkit.socketio.SocketIoSocket;
import java.util.List;

/** Publishes in the words of Socket.IO; a topic is a group: {@code room}, {@code /namespace} or {@code /namespace,room}. */
final class SocketIoWords {
    private final SocketIoEngine engine;
    private final SocketIoHub hub;

    SocketIoWords(SocketIoEngine engine) {
        this.engine = engine;
        hub = engine.hub();
    }

    SocketIoEngine engine() {
        return engine;
    }

    SocketIoHub hub() {
        return hub;
    }

    int publish(String topic, String type, Object data) {
        if (!topic.startsWith("/")) {
            return hub.of("/").to(topic).emit(type, data);
        }
        int comma = topic.indexOf(',');
        SocketIoNamespace namespace = hub.of(comma < 0 ? topic : topic.substring(0, comma));
        return comma < 0
                ? namespace.emit(type, data)
                : namespace.to(topic.substring(comma + 1)).emit(type, data);
    }

    /** All of a user in the main namespace. */
    int toUser(String user, String type, Object data) {
        List<SocketIoSocket> sockets = hub.of("/").sockets().stream()
                .filter(socket -> socket.user().equals(user))
                .toList();
        return (int) sockets.stream().filter(socket -> socket.emit(type, data)).count();
    }
}
