// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import com.corundumstudio.socketio.AckCallback;
import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIONamespace;
import com.corundumstudio.socketio.SocketIOServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;

/** A server of netty-socketio in this virtual machine: rooms, questions, and three namespaces, one of them guarded. */
final class NettyServer implements AutoCloseable {
    private static final int ATTEMPTS = 10;

    private final SocketIOServer server;

    private NettyServer(int port) {
        Configuration settings = new Configuration();
        settings.setHostname(InetAddress.getLoopbackAddress().getHostAddress());
        settings.setPort(port);
        settings.setBossThreads(1);
        settings.setWorkerThreads(2);
        settings.setPingInterval(200);
        settings.setPingTimeout(20_000);
        server = new SocketIOServer(settings);
        server.addConnectListener(client -> client.sendEvent("early", "before the door"));
        behave(server.getNamespace(""));
        behave(server.addNamespace("/chat"));
        SocketIONamespace secure = server.addNamespace("/secure");
        behave(secure);
        secure.addAuthTokenListener(NettyServer::admitted);
    }

    /** Starts one at a port that was free a moment ago: the library cannot tell which one it got. */
    static NettyServer start() throws IOException {
        for (int attempt = 1; true; attempt++) {
            NettyServer server = new NettyServer(freePort());
            try {
                server.server.start();
                return server;
            } catch (RuntimeException taken) {
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static AuthTokenResult admitted(Object shown, SocketIOClient client) {
        boolean good = shown instanceof Map<?, ?> map && "good".equals(map.get("token"));
        return good
                ? AuthTokenResult.AuthTokenResultSuccess
                : new AuthTokenResult(false, Map.of("message", "token expired", "data", Map.of("code", 7)));
    }

    private static void behave(SocketIONamespace namespace) {
        namespace.addMultiTypeEventListener(
                "echo", (client, all, ack) -> ack.sendAckData(all.getArgs().toArray()), Object.class, Object.class);
        namespace.addEventListener("kick", Object.class, (client, ignored, ack) -> client.disconnect());
        namespace.addEventListener("ask-me", Object.class, (client, question, ack) -> ask(client, question));
        namespace.addEventListener("join_room", Map.class, (client, room, ack) -> {
            client.joinRoom(String.valueOf(room.get("roomId")));
            ack.sendAckData(Map.of("success", true));
        });
        namespace.addEventListener("leave_room", Map.class, (client, room, ack) -> {
            client.leaveRoom(String.valueOf(room.get("roomId")));
            ack.sendAckData(Map.of("success", true));
        });
        namespace.addEventListener("send_message", Map.class, (client, message, ack) -> {
            namespace.getRoomOperations(String.valueOf(message.get("roomId"))).sendEvent("message", message);
            ack.sendAckData(Map.of("success", true));
        });
    }

    private static void ask(SocketIOClient client, Object question) {
        client.sendEvent(
                "ask",
                new AckCallback<>(String.class) {
                    @Override
                    public void onSuccess(String answer) {
                        client.sendEvent("answered", answer);
                    }
                },
                question);
    }

    URI url(String namespace) {
        return URI.create("ws://" + server.getConfiguration().getHostname() + ":"
                + server.getConfiguration().getPort() + namespace);
    }

    @Override
    public void close() {
        server.stop();
    }
}
