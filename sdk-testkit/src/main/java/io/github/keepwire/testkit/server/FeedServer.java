// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.testkit.socketio.SocketIoEngine;
import io.github.keepwire.testkit.socketio.SocketIoHub;
import io.github.keepwire.time.Ticker;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a test publishes in the words of the server, and what the server tells about itself. */
abstract class FeedServer extends ScriptedServer {
    private final @Nullable Feed feed;
    private final @Nullable RestSide rest;
    private final @Nullable SocketIoWords socketIo;

    FeedServer(Behavior behavior, int httpPort, Ticker ticker) {
        super(behavior, ticker);
        feed = behavior instanceof Feed speaking ? speaking : null;
        socketIo = behavior instanceof SocketIoServer speaking ? new SocketIoWords(speaking.engine()) : null;
        boolean hasRest = feed != null && !feed.routes().isEmpty();
        rest = feed != null && hasRest ? new RestSide(new Router(feed.routes()), httpPort) : null;
    }

    /**
     * Sends a message to everybody, subscribed or not.
     *
     * @param type the message's type
     * @param data its payload: a record, a map, a list, a text; on a channels server something that is a JSON object
     * @return to how many
     * @throws IllegalStateException if this server has no envelope of its own
     * @throws IllegalArgumentException if the data cannot be written
     */
    public final int broadcast(String type, Object data) {
        return socketIo != null ? socketIo.hub().emit(type, data) : peers.send(peers.all(), message(type, data));
    }

    /**
     * Sends a message to those who subscribed to a topic, a channel, or are in a group; {@link #awaitGroup(String, int)}
     * waits until they are.
     *
     * @param topic the topic
     * @param type the message's type
     * @param data its payload, as for {@link #broadcast(String, Object)}
     * @return to how many
     */
    public final int publish(String topic, String type, Object data) {
        requireNonNull(topic, "topic");
        return socketIo != null
                ? socketIo.publish(topic, type, data)
                : peers.send(peers.group(topic), message(type, data));
    }

    /**
     * Sends a message to one client, once it is connected.
     *
     * @param clientId the client's {@code client_id}, or device id
     * @param type the message's type
     * @param data its payload, as for {@link #broadcast(String, Object)}
     */
    public final void sendTo(String clientId, String type, Object data) {
        if (socketIo != null) {
            waits.device(clientId);
            socketIo.toUser(clientId, type, data);
        } else {
            sendTo(clientId, message(type, data));
        }
    }

    /**
     * Sends a message to every connection of a user; does not wait for one.
     *
     * @param user who the token stands for, see {@link FeedSettings#demandTokens()}
     * @param type the message's type
     * @param data its payload, as for {@link #broadcast(String, Object)}
     * @return to how many
     */
    public final int sendToUser(String user, String type, Object data) {
        requireNonNull(user, "user");
        return socketIo != null ? socketIo.toUser(user, type, data) : peers.send(peers.user(user), message(type, data));
    }

    private String message(String type, Object data) {
        requireNonNull(type, "type");
        if (feed == null) {
            throw new IllegalStateException("this server has no envelope of its own: send a text");
        }
        return feed.message(type, Json.tree(requireNonNull(data, "data")));
    }

    /**
     * The Socket.IO side of this server: its namespaces, rooms, handlers and tokens.
     *
     * @return what a test says to it
     * @throws IllegalStateException if it is no {@link DevServer#socketIo()} server
     */
    public final SocketIoHub io() {
        if (socketIo == null) {
            throw new IllegalStateException("this server does not speak Socket.IO: DevServer.socketIo() does");
        }
        return socketIo.hub();
    }

    /** What is behind {@link #io()}; empty for a server that speaks something else. */
    final Optional<SocketIoEngine> engine() {
        return Optional.ofNullable(socketIo).map(SocketIoWords::engine);
    }

    /**
     * What went through this server.
     *
     * @return the numbers of this moment
     */
    public final ServerStats stats() {
        return Tally.of(peers);
    }

    /**
     * Where the HTTP side listens: {@code http://<loopback>:<port>}, without a path.
     *
     * @return the address
     * @throws IllegalStateException if the server is not started, or has no HTTP side
     */
    public final URI httpUri() {
        if (rest == null) {
            throw new IllegalStateException("this server has no HTTP side: only topics and channels servers have one");
        }
        return rest.uri();
    }

    void startHttp() {
        if (rest != null) {
            rest.start();
        }
    }

    void closeHttp() {
        if (rest != null) {
            rest.close();
        }
    }
}
