// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connection of a client, and the namespaces it is in.
 *
 * <pre>
 *   NEW --a namespace is entered--> IN --garbage, silence, either side ends--> OVER
 * </pre>
 *
 * <p>Whoever has the sockets brings the frames here, those of one connection one after the other: first {@code hear}, then
 * {@link Heard#act()}. What it does with the sockets goes through the {@link SocketIoWire}.
 */
public final class SocketIoLink {
    private static final int MOST_NAMESPACES = 100;
    private static final String PING = "2";

    private final SocketIoHub hub;
    private final SocketIoWire wire;
    private final Decoder decoder = new Decoder();
    private final Map<String, SocketIoSocket> sockets = new LinkedHashMap<>();
    private final Pulse pulse;
    private boolean over;

    SocketIoLink(SocketIoHub hub, SocketIoWire wire) {
        this.hub = hub;
        this.wire = wire;
        pulse = new Pulse(hub.settings(), hub.now());
    }

    // what comes in

    /**
     * Reads a text frame; changes nothing but what it knows of a packet with attachments.
     *
     * @param text the frame
     * @return what it says
     */
    public Heard hear(String text) {
        try {
            return switch (text.isEmpty() ? 0 : text.charAt(0)) {
                case '1' -> new Heard("close", text, () -> end("the client closes", true));
                case '3' -> new Heard("pong", text, this::ponged);
                case '4' -> heard(decoder.message(text));
                case 'b' -> heard(decoder.base64(text));
                case '2' -> malformed("only the server pings");
                default -> malformed("a frame has an unknown type");
            };
        } catch (BadPacketException e) {
            return malformed(e.problem());
        }
    }

    /**
     * Reads a binary frame.
     *
     * @param bytes the frame
     * @return what it says: the whole packet, if it is the last of its attachments
     */
    public Heard hear(byte[] bytes) {
        try {
            return heard(decoder.attachment(bytes));
        } catch (BadPacketException e) {
            return malformed(e.problem());
        }
    }

    private void ponged() {
        hub.turn().take(() -> pulse.answered(hub.now()));
    }

    private Heard heard(Optional<Packet> packet) {
        return packet.map(whole -> Heard.of(whole, () -> received(whole)))
                .orElseGet(() -> new Heard("part", "", () -> {}));
    }

    private Heard malformed(String problem) {
        return new Heard(Heard.MALFORMED, problem, () -> end(problem, false));
    }

    private void received(Packet packet) {
        ObjectNode auth = packet.payload() instanceof ObjectNode shown ? shown : Json.object();
        if (packet.type() == PacketType.CONNECT) {
            // asked before the turn: the application decides
            Optional<SocketIoRefusal> refusal = hub.refusal(packet.namespace(), auth);
            hub.turn().take(() -> unlessOver(() -> connect(packet.namespace(), auth, refusal)));
        } else {
            hub.turn().take(() -> unlessOver(() -> inNamespace(packet)));
        }
    }

    private void unlessOver(Runnable work) {
        if (!over) {
            work.run();
        }
    }

    private void inNamespace(Packet packet) {
        SocketIoSocket socket = sockets.get(packet.namespace());
        if (socket == null || packet.type() == PacketType.CONNECT_ERROR) {
            end("a packet came that only who is in the namespace may send", false);
        } else if (packet.type() == PacketType.DISCONNECT) {
            leave(socket, false);
        } else if (packet.type().isAck()) {
            socket.answered(packet);
        } else {
            hub.event(socket, packet);
        }
    }

    private void connect(String name, ObjectNode auth, Optional<SocketIoRefusal> refusal) {
        pulse.entered();
        Optional<SocketIoNamespace> namespace =
                sockets.size() < MOST_NAMESPACES ? hub.namespace(name) : Optional.empty();
        if (sockets.containsKey(name)) {
            end("the namespace is entered already", false);
        } else if (namespace.isEmpty()) {
            refuse(name, SocketIoRefusal.of("Invalid namespace"));
        } else if (refusal.isPresent()) {
            refuse(name, refusal.get());
        } else {
            enter(namespace.get(), auth);
        }
    }

    private void refuse(String name, SocketIoRefusal refusal) {
        ObjectNode told = Json.object().put("message", refusal.message());
        if (refusal.data() != null) {
            told.set("data", Json.tree(refusal.data()));
        }
        write(Written.of(Packet.of(PacketType.CONNECT_ERROR, name, Packet.NO_ACK, told)));
    }

    private void enter(SocketIoNamespace namespace, ObjectNode auth) {
        Entrance entrance = Entrance.of(namespace, auth, hub.dice());
        SocketIoSocket socket = new SocketIoSocket(hub, this, namespace, entrance.seat(), auth);
        sockets.put(namespace.name(), socket);
        namespace.add(socket);
        entrance.missed().forEach(this::write); // ahead of the answer, as the official server does
        write(Written.of(Packet.of(PacketType.CONNECT, namespace.name(), Packet.NO_ACK, entrance.told())));
        entered(namespace.name());
        entrance.seat().rooms().forEach(room -> {
            entered(socket.groupOf(room));
            hub.rooms().told(socket, room, "joined");
        });
        wire.identified(socket.user());
        hub.entered(socket);
    }

    /**
     * Tells that the connection has ended. Does nothing if it is known.
     */
    public void ended() {
        hub.turn().take(() -> {
            over(true);
            hub.forget(this);
        });
    }

    // within turns

    void wake(long now) {
        switch (pulse.wake(now)) {
            case PING -> write(new Written(PING, List.of()));
            case NEVER_ENTERED -> end("no namespace was entered in time", false);
            case SILENT -> end("ping timeout", true);
            case DROP -> {
                hub.forget(this);
                hub.turn().afterwards(wire::drop);
            }
            case NOTHING -> {}
        }
    }

    /** A client that does not take what it is sent is dropped. */
    void write(Written written) {
        if (!over && !written.to(wire)) {
            over(false);
            hub.turn().afterwards(wire::drop);
        }
    }

    void entered(String group) {
        wire.entered(group);
    }

    void left(String group) {
        wire.left(group);
    }

    Optional<String> query(String name) {
        return wire.query(name);
    }

    void disconnect(SocketIoSocket socket) {
        if (sockets.get(socket.namespace()) == socket) {
            write(Written.of(Packet.bare(PacketType.DISCONNECT, socket.namespace())));
            leave(socket, false);
        }
    }

    /** Ends the connection; its seats are kept where the client may come back to them. */
    void end(String why, boolean recoverable) {
        hub.turn().take(() -> {
            if (!over) {
                over(recoverable);
                hub.turn().afterwards(() -> wire.end(why));
            }
        });
    }

    private void over(boolean recoverable) {
        if (!over) {
            over = true;
            pulse.over(hub.now());
            List.copyOf(sockets.values()).forEach(socket -> leave(socket, recoverable));
        }
    }

    private void leave(SocketIoSocket socket, boolean recoverable) {
        sockets.remove(socket.namespace());
        SocketIoNamespace namespace = socket.space();
        namespace.remove(socket);
        if (recoverable) {
            namespace.keepSeat(socket);
        }
        socket.roomNames().forEach(room -> {
            left(socket.groupOf(room));
            hub.rooms().told(socket, room, "left");
        });
        left(namespace.name());
        socket.ended();
    }

    @Override
    public String toString() {
        return "SocketIoLink" + sockets.keySet();
    }
}
