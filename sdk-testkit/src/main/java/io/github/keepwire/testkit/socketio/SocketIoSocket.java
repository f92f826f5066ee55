// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace, seen from the server. It ends with the connection, or earlier; who comes back is another
 * one, though with the same id if its state was recovered. Safe for use by any thread; nothing here blocks.
 */
public final class SocketIoSocket {
    private static final int MOST_ROOMS = 1_000;
    private static final int MOST_REQUESTS = 10_000;

    private final SocketIoHub hub;
    private final SocketIoLink link;
    private final SocketIoNamespace namespace;
    private final Seat seat;
    private final ObjectNode auth;
    private final Set<String> rooms = new LinkedHashSet<>();
    private final Map<Long, CompletableFuture<SocketIoArguments>> requests = new HashMap<>();
    private long nextRequest;
    private boolean ended;

    SocketIoSocket(SocketIoHub hub, SocketIoLink link, SocketIoNamespace namespace, Seat seat, ObjectNode auth) {
        this.hub = hub;
        this.link = link;
        this.namespace = namespace;
        this.seat = seat;
        this.auth = auth;
        rooms.addAll(seat.rooms());
    }

    /**
     * What the server calls this client, in this namespace.
     *
     * @return the id that the client was told
     */
    public String id() {
        return seat.id();
    }

    /**
     * Where it is.
     *
     * @return the namespace's name
     */
    public String namespace() {
        return namespace.name();
    }

    /**
     * Who it says it is: {@code userId} or {@code user} of what it showed, else the {@code client_id} of its address, else
     * its id.
     *
     * @return a name
     */
    public String user() {
        for (String field : new String[] {"userId", "user"}) {
            if (auth.path(field).isTextual()) {
                return auth.path(field).textValue();
            }
        }
        return link.query("client_id").orElse(id());
    }

    /**
     * What it showed when it entered the namespace.
     *
     * @return the auth object; empty if it showed nothing
     */
    public Map<String, @Nullable Object> auth() {
        return Auths.map(auth);
    }

    /**
     * The rooms it is in.
     *
     * @return a copy of the moment
     */
    public Set<String> rooms() {
        return hub.turn().take(() -> Set.copyOf(rooms));
    }

    /**
     * Puts it in a room; does nothing if it is in already, or gone.
     *
     * @param room the room
     * @throws IllegalStateException if it is in 1 000 rooms
     */
    public void join(String room) {
        hub.turn().take(() -> {
            if (!mayJoin(room)) {
                throw new IllegalStateException("a client may be in " + MOST_ROOMS + " rooms");
            }
            if (!ended && rooms.add(room)) {
                link.entered(groupOf(room));
            }
        });
    }

    /**
     * Takes it out of a room; does nothing if it is not in.
     *
     * @param room the room
     */
    public void leave(String room) {
        hub.turn().take(() -> {
            if (rooms.remove(room)) {
                link.left(groupOf(room));
            }
        });
    }

    /**
     * Sends it an event.
     *
     * @param event its name
     * @param arguments what it carries: texts, numbers, maps, records, byte arrays ..
     * @return false if it is gone: nothing was sent, though it is kept for whoever comes back
     * @throws IllegalArgumentException if the name is reserved, or there are too many binary parts
     */
    public boolean emit(String event, @Nullable Object... arguments) {
        return namespace.emit(new Selector(id(), Set.of()), event, Json.array(arguments)) > 0;
    }

    /**
     * Sends it an event that wants an answer.
     *
     * @param event its name
     * @param arguments what it carries
     * @return what it answers; fails with an {@link IllegalStateException} if it is gone, or goes before it answers
     * @throws IllegalArgumentException if the name is reserved, or there are too many binary parts
     * @throws IllegalStateException if 10 000 answers are due
     */
    public CompletableFuture<SocketIoArguments> request(String event, @Nullable Object... arguments) {
        ArrayNode content = Events.named(event, Json.array(arguments));
        return hub.turn().take(() -> {
            CompletableFuture<SocketIoArguments> answer = new CompletableFuture<>();
            if (ended) {
                answer.completeExceptionally(gone());
                return answer;
            }
            if (requests.size() == MOST_REQUESTS) {
                throw new IllegalStateException(MOST_REQUESTS + " answers are due");
            }
            long id = nextRequest++;
            requests.put(id, answer);
            write(Packet.of(PacketType.EVENT, namespace(), id, content));
            return answer;
        });
    }

    /**
     * Everybody else in its namespace.
     *
     * @return whoever is there when something is sent
     */
    public SocketIoTarget others() {
        return namespace.others(this);
    }

    /**
     * Everybody else in a room.
     *
     * @param room the room
     * @return whoever is there when something is sent
     */
    public SocketIoTarget to(String room) {
        return namespace.to(room).except(this);
    }

    /** Puts it out of the namespace, for good: a client does not come back by itself. The connection stays. */
    public void disconnect() {
        hub.turn().take(() -> link.disconnect(this));
    }

    /** Ends its connection with a close frame, and with it that of its other namespaces. */
    public void hangUp() {
        hub.turn().take(() -> link.end("hung up", true));
    }

    @Override
    public String toString() {
        return "SocketIoSocket[" + namespace() + " " + id() + "]";
    }

    // for the rest of the hub

    boolean write(Packet packet) {
        return hub.turn().take(() -> {
            if (!ended) {
                link.write(Written.of(packet));
            }
            return !ended;
        });
    }

    SocketIoLink link() {
        return link;
    }

    String secret() {
        return seat.secret();
    }

    SocketIoNamespace space() {
        return namespace;
    }

    // within turns

    /** Not a copy. */
    Set<String> roomNames() {
        return rooms;
    }

    /** False if it is in too many others already. */
    boolean mayJoin(String room) {
        return ended || rooms.contains(room) || rooms.size() < MOST_ROOMS;
    }

    String groupOf(String room) {
        return namespace().equals(Packet.MAIN) ? room : namespace() + "," + room;
    }

    void answered(Packet ack) {
        CompletableFuture<SocketIoArguments> request = requests.remove(ack.ackId());
        if (request != null) {
            SocketIoArguments answer = SocketIoArguments.of(ack.payload(), 0);
            hub.turn().afterwards(() -> request.complete(answer));
        }
    }

    void ended() {
        ended = true;
        requests.values().forEach(request -> hub.turn().afterwards(() -> request.completeExceptionally(gone())));
        requests.clear();
    }

    private IllegalStateException gone() {
        return new IllegalStateException("the client is gone: " + this);
    }
}
