// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One namespace of a server, and who is in it. Safe for use by any thread; nothing here blocks. */
public final class SocketIoNamespace {
    private final SocketIoHub hub;
    private final String name;
    private final Map<String, SocketIoSocket> sockets = new LinkedHashMap<>();
    private final Histories histories;
    private final Journal journal;
    private final Seats seats;

    SocketIoNamespace(SocketIoHub hub, String name) {
        this.hub = hub;
        this.name = name;
        long window = hub.settings().recoveryWindow().toNanos();
        histories = new Histories(hub.settings().history());
        journal = new Journal(window);
        seats = new Seats(window);
    }

    /**
     * What it is called.
     *
     * @return the name, with its slash; {@code "/"} for the main one
     */
    public String name() {
        return name;
    }

    /**
     * Who is in it.
     *
     * @return a copy of the moment; who came first comes first
     */
    public List<SocketIoSocket> sockets() {
        return hub.turn().take(() -> List.copyOf(sockets.values()));
    }

    /**
     * Sends an event to everybody in it.
     *
     * @param event its name
     * @param arguments what it carries: texts, numbers, maps, records, byte arrays ..
     * @return to how many
     * @throws IllegalArgumentException if the name is reserved, or there are too many binary parts
     */
    public int emit(String event, @Nullable Object... arguments) {
        return emit(Selector.ALL, event, Json.array(arguments));
    }

    /**
     * The members of a room.
     *
     * @param room the room
     * @return who is in it whenever something is sent
     */
    public SocketIoTarget to(String room) {
        return new SocketIoTarget(this, new Selector(room, Set.of()));
    }

    /** Everybody but one. */
    SocketIoTarget others(SocketIoSocket socket) {
        return new SocketIoTarget(this, Selector.ALL.but(socket.id()));
    }

    int emit(Selector to, String event, ArrayNode arguments) {
        ArrayNode content = Events.named(event, arguments);
        return hub.turn().take(() -> {
            Written written = journal.write(name, content, to, hub.now());
            List<SocketIoSocket> meant = sockets.values().stream()
                    .filter(socket -> to.includes(socket.id(), socket.roomNames()))
                    .toList();
            meant.forEach(socket -> socket.link().write(written));
            return meant.size();
        });
    }

    // within turns

    void add(SocketIoSocket socket) {
        sockets.put(socket.id(), socket);
    }

    void remove(SocketIoSocket socket) {
        sockets.remove(socket.id(), socket);
    }

    void keepSeat(SocketIoSocket socket) {
        seats.keep(socket.id(), socket.secret(), socket.roomNames(), hub.now());
    }

    /** Who holds a seat still, since the server has not noticed yet that its connection is lost. */
    Optional<SocketIoSocket> holder(String secret) {
        return sockets.values().stream()
                .filter(socket -> socket.secret().equals(secret))
                .findFirst();
    }

    Optional<Seat> takeSeat(String secret) {
        return seats.take(secret, hub.now());
    }

    Optional<List<Written>> missed(Seat seat, String offset) {
        return journal.since(offset, seat.id(), seat.rooms());
    }

    boolean recovers() {
        return journal.isOn();
    }

    Histories histories() {
        return histories;
    }

    void forget() {
        histories.clear();
        journal.clear();
        seats.clear();
    }
}
