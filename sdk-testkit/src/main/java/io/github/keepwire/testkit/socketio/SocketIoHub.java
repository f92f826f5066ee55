// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keepwire.time.Ticker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO server without its sockets: what a test says to it, and what it asks it.
 *
 * <pre>{@code
 * DevServer server = DevServer.socketIo();
 * server.io().on("add", (from, numbers, ack) -> ack.send(numbers.get(0, Integer.class) + numbers.get(1, Integer.class)));
 * server.io().of("/chat").emit("news", "it is open");
 * }</pre>
 *
 * <p>What nobody handles is handed on: {@code join_room} and {@code leave_room} ({@code {"roomId":..}}) join and leave, and
 * answer {@code {"success":true,"roomId":..}}; {@code send_message} reaches the others in the room as {@code message}, and
 * any other event with a {@code roomId}, such as {@code typing}, by its own name, if the sender is in the room; an event
 * without one reaches all others in the namespace. Each is answered, if it wants an answer, by {@code {"success":true}}, or by
 * {@code {"success":false,"error":..}}.
 *
 * <p>Safe for use by any thread; nothing here blocks, and nothing of yours is called while others wait for it.
 */
public final class SocketIoHub {
    private static final int MOST_NAMESPACES = 1_000;

    private final SocketIoSettings settings;
    private final Ticker ticker;
    private final Turn turn = new Turn();
    private final Rooms rooms;
    private final Map<String, SocketIoNamespace> namespaces = new LinkedHashMap<>();
    private final List<SocketIoLink> links = new CopyOnWriteArrayList<>();
    private volatile Script script = Script.EMPTY;
    private volatile Script kept = Script.EMPTY;
    private volatile int maxPayload;

    SocketIoHub(SocketIoSettings settings, Ticker ticker) {
        this.settings = requireNonNull(settings, "settings");
        this.ticker = requireNonNull(ticker, "ticker");
        maxPayload = settings.maxPayload();
        rooms = new Rooms(this);
    }

    // what a test says

    /**
     * Handles the events of a name, in all namespaces, from now on; what handled them before, the server itself included,
     * does no longer.
     *
     * @param event the name
     * @param handler what to do
     * @return this hub
     * @throws IllegalArgumentException if the name is reserved
     */
    public SocketIoHub on(String event, SocketIoHandler handler) {
        Events.named(event, Json.array());
        requireNonNull(handler, "handler");
        change(now -> now.with(event, handler));
        return this;
    }

    /**
     * Is told of every client that enters a namespace.
     *
     * @param greeter told after the client was, before its first event
     * @return this hub
     */
    public SocketIoHub onConnect(Consumer<SocketIoSocket> greeter) {
        requireNonNull(greeter, "greeter");
        change(now -> now.with(greeter));
        return this;
    }

    /**
     * Says who may enter a namespace from now on; who is in stays. Besides {@link #tokens(String...)}.
     *
     * @param value decides; may block: the client waits, and others that the same thread serves
     * @return this hub
     */
    public SocketIoHub door(SocketIoDoor value) {
        requireNonNull(value, "door");
        change(now -> now.with(value));
        return this;
    }

    /**
     * Lets only those into namespaces, from now on, whose auth object has one of these as its {@code token}; others are
     * refused with the message {@code Unauthorized} and {@code {"code":"TOKEN_REFUSED"}}. Who is in stays.
     *
     * @param accepted the tokens; none for nobody
     * @return this hub
     */
    public SocketIoHub tokens(String... accepted) {
        Set<String> all = Set.of(accepted);
        change(now -> now.withTokens(all));
        return this;
    }

    /**
     * Lets those in, from now on, who bring no token or any.
     *
     * @return this hub
     */
    public SocketIoHub anyToken() {
        change(now -> now.withTokens(null));
        return this;
    }

    /**
     * A namespace, whether anybody is in it or not.
     *
     * @param name begins with a slash; {@code "/"} is the main one
     * @return the namespace
     * @throws IllegalArgumentException if the settings do not know it
     */
    public SocketIoNamespace of(String name) {
        return turn.take(() -> namespace(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no such namespace: " + name));
    }

    /**
     * Sends an event to everybody in the main namespace.
     *
     * @param event its name
     * @param arguments what it carries: texts, numbers, maps, records, byte arrays ..
     * @return to how many
     * @throws IllegalArgumentException if the name is reserved, or there are too many binary parts
     */
    public int emit(String event, @Nullable Object... arguments) {
        return of(Packet.MAIN).emit(event, arguments);
    }

    // for the engine

    SocketIoLink connected(SocketIoWire wire) {
        return turn.take(() -> {
            SocketIoLink link = new SocketIoLink(this, wire);
            links.add(link);
            ObjectNode handshake = Json.object().put("sid", id());
            handshake.putArray("upgrades");
            handshake
                    .put("pingInterval", settings.pingInterval().toMillis())
                    .put("pingTimeout", settings.pingTimeout().toMillis())
                    .put("maxPayload", maxPayload);
            wire.send("0" + handshake);
            return link;
        });
    }

    void wake() {
        turn.take(() -> links.forEach(link -> link.wake(now())));
    }

    void maxPayload(int bytes) {
        maxPayload = bytes;
    }

    void forget() {
        turn.take(() -> namespaces.values().forEach(SocketIoNamespace::forget));
    }

    void keep() {
        kept = script;
    }

    void restore() {
        change(now -> kept);
        forget();
    }

    // for the rest of the hub

    private void change(UnaryOperator<Script> change) {
        turn.take(() -> {
            script = change.apply(script);
        });
    }

    Turn turn() {
        return turn;
    }

    SocketIoSettings settings() {
        return settings;
    }

    long now() {
        return ticker.nanos();
    }

    Supplier<String> dice() {
        return SocketIoHub::id;
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }

    Rooms rooms() {
        return rooms;
    }

    Optional<SocketIoRefusal> refusal(String namespace, ObjectNode auth) {
        Script now = script;
        Set<String> accepted = now.tokens();
        if (accepted != null && !accepted.contains(Auths.text(auth, "token"))) {
            return Optional.of(new SocketIoRefusal("Unauthorized", Map.of("code", "TOKEN_REFUSED")));
        }
        return now.door().refuses(namespace, Auths.map(auth));
    }

    // within turns

    Optional<SocketIoNamespace> namespace(String name) {
        SocketIoNamespace known = namespaces.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        if (!settings.knows(name) || !name.startsWith("/") || namespaces.size() == MOST_NAMESPACES) {
            return Optional.empty();
        }
        SocketIoNamespace made = new SocketIoNamespace(this, name);
        namespaces.put(name, made);
        return Optional.of(made);
    }

    void entered(SocketIoSocket socket) {
        script.greeters().forEach(greeter -> turn.afterwards(() -> greeter.accept(socket)));
    }

    void event(SocketIoSocket socket, Packet packet) {
        String event = packet.payload().path(0).asText();
        SocketIoArguments arguments = SocketIoArguments.of(packet.payload(), 1);
        SocketIoAck ack = new SocketIoAck(socket, packet.ackId());
        SocketIoHandler handler = script.handlers().getOrDefault(event, rooms.of(event));
        turn.afterwards(() -> handler.handle(socket, arguments, ack));
    }

    void forget(SocketIoLink link) {
        links.remove(link);
    }
}
