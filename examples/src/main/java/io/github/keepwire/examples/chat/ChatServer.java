// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.chat;

import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.testkit.socketio.SocketIoAck;
import io.github.keepwire.testkit.socketio.SocketIoArguments;
import io.github.keepwire.testkit.socketio.SocketIoRefusal;
import io.github.keepwire.testkit.socketio.SocketIoSettings;
import io.github.keepwire.testkit.socketio.SocketIoSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server of the chat: lets those in whose token is good, tells what somebody says in a room to everybody there, the
 * speaker included, and keeps what somebody misses for a minute.
 */
final class ChatServer {
    private static final SocketIoSettings SETTINGS = SocketIoSettings.defaults().recovery(Duration.ofMinutes(1));

    private final Login login;
    private final DevServer server = DevServer.socketIo(SETTINGS);

    ChatServer(Login login) {
        this.login = login;
    }

    DevServer start() {
        server.io().door((namespace, auth) -> refuses(auth)).on("send_message", this::publish);
        return server.start();
    }

    private Optional<SocketIoRefusal> refuses(Map<String, @Nullable Object> auth) {
        return auth.get("token") instanceof String token && login.isGood(token)
                ? Optional.empty()
                : Optional.of(SocketIoRefusal.of("token expired"));
    }

    private void publish(SocketIoSocket from, SocketIoArguments arguments, SocketIoAck ack) {
        String room = arguments.field("roomId");
        if (!from.rooms().contains(room)) {
            ack.send(Map.of("success", false, "error", "join the room first"));
            return;
        }
        server.io().of("/").to(room).emit("message", arguments.get(0, Map.class));
        ack.send(Map.of("success", true));
    }
}
