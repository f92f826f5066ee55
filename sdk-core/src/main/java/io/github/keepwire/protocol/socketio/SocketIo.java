// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.auth.Token;
import io.github.keepwire.message.Payload;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.LinkRequest;
import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Socket.IO 5 over Engine.IO 4, by WebSocket: servers of Socket.IO 3 and 4. Immutable.
 *
 * <pre>{@code
 * RealtimeClient.builder(URI.create("wss://chat.example.com/chat"))     // the namespace /chat
 *         .protocol(SocketIo.defaults().tokenInQuery("token"))
 *         .token(tokens::current)
 * }</pre>
 *
 * <p>The path of the address is the namespace; that of the HTTP request is {@link #path}. A message is an event: its type is the
 * event's name, its {@linkplain io.github.keepwire.message.Message#arguments() arguments} are the event's. Byte arrays travel as
 * binary frames, wherever they are nested.
 *
 * <p>A channel is another namespace over the same link, with or without a slash before its name; it may have rooms of its own,
 * {@code client.channel("/chat").room("hall")}. A room is joined and left, on its namespace, by events
 * that the server acknowledges: one whose {@code error} is set (to anything but null, false, 0 or empty
 * text), or whose {@code success} or {@code ok} is false, is a refusal; its reason is a
 * {@link io.github.keepwire.error.KeepwireException.ServerError} that has all of it.
 * The id of a message does not travel: there is no place for it, unless {@link #idArgument} makes one.
 *
 * <p>A server that ends the namespace on purpose is not connected to again by itself; one that refuses it is asked once more with
 * a fresh token, where the client has a provider. An event that breaks the grammar ends the link, and the client comes back.
 */
public final class SocketIo implements Protocol {
    /** The path of the HTTP request. */
    public static final String DEFAULT_PATH = "/socket.io/";
    /** How many binary parts an event may have; the official parsers take no more. */
    public static final int DEFAULT_MAX_ATTACHMENTS = 10;
    /** The field of the auth object that carries the token. */
    public static final String DEFAULT_TOKEN_NAME = "token";

    private static final Set<Protocol.Feature> FEATURES = Collections.unmodifiableSet(EnumSet.of(
            Feature.ACKS,
            Feature.CHANNELS,
            Feature.ROOMS,
            Feature.BINARY,
            Feature.ARGUMENTS,
            Feature.CHANNEL_MESSAGES,
            Feature.CHANNEL_ROOMS));

    private static final SocketIo DEFAULTS = new SocketIo(new Settings());

    /** What can be set; copied for each change, and never changed once it is in use. */
    private static final class Settings implements Cloneable {
        private String path = DEFAULT_PATH;
        private Map<String, String> query = Collections.emptyMap();
        private @Nullable Payload auth;
        private String tokenName = DEFAULT_TOKEN_NAME;
        private @Nullable String tokenParameter;
        private RoomWords rooms = new RoomWords("join_room", "leave_room", "send_message", "roomId");
        private int maxAttachments = DEFAULT_MAX_ATTACHMENTS;
        private boolean recovers;
        private boolean tellsIds;

        Settings copy() {
            try {
                return (Settings) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new IllegalStateException("it is cloneable", impossible);
            }
        }
    }

    private final Settings settings;
    /** What a client keeps from link to link; null where nothing is kept. */
    private final @Nullable Seats seats;

    private SocketIo(Settings settings) {
        this(settings, null);
    }

    private SocketIo(Settings settings, @Nullable Seats seats) {
        this.settings = settings;
        this.seats = seats;
    }

    /**
     * The protocol as the official server speaks it by default.
     *
     * @return the dialect
     */
    public static SocketIo defaults() {
        return DEFAULTS;
    }

    /**
     * The same dialect with another path of the HTTP request; {@value #DEFAULT_PATH} by default.
     *
     * @param value begins with a slash; one at its end is added
     * @return a new dialect
     * @throws IllegalArgumentException if it begins otherwise, or has a query
     */
    public SocketIo path(String value) {
        if (!value.startsWith("/") || value.indexOf('?') >= 0 || value.indexOf('#') >= 0) {
            throw new IllegalArgumentException("path must begin with / and have no query: " + value);
        }
        Settings changed = settings.copy();
        changed.path = value.endsWith("/") ? value : value + "/";
        return new SocketIo(changed);
    }

    /**
     * The same dialect with a parameter of the address, beside those that the address has.
     *
     * @param name its name
     * @param value its value
     * @return a new dialect
     */
    public SocketIo query(String name, String value) {
        Settings changed = settings.copy();
        Map<String, String> all = new LinkedHashMap<>(settings.query);
        all.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
        changed.query = Collections.unmodifiableMap(all);
        return new SocketIo(changed);
    }

    /**
     * The same dialect with more to show when a namespace is entered, beside the token.
     *
     * @param value a record, bean or map, written anew for each connection
     * @return a new dialect
     */
    public SocketIo auth(Object value) {
        Settings changed = settings.copy();
        changed.auth = Payload.of(value);
        return new SocketIo(changed);
    }

    /**
     * The same dialect with the token in another field of the auth object; {@value #DEFAULT_TOKEN_NAME} by default.
     *
     * @param name the field
     * @return a new dialect
     */
    public SocketIo tokenName(String name) {
        Settings changed = settings.copy();
        changed.tokenName = requireNonNull(name, "tokenName");
        return new SocketIo(changed);
    }

    /**
     * The same dialect with the token in the address too, for servers that look for it there. Addresses stand in access logs: let
     * such tokens be short-lived.
     *
     * @param parameter the parameter
     * @return a new dialect
     */
    public SocketIo tokenInQuery(String parameter) {
        Settings changed = settings.copy();
        changed.tokenParameter = requireNonNull(parameter, "parameter");
        return new SocketIo(changed);
    }

    /**
     * The same dialect with other events for rooms; {@code join_room}, {@code leave_room} and {@code send_message} by default.
     *
     * @param join asks to be let in; carries an object that names the room
     * @param leave asks to be let out
     * @param message what a message of the type {@code message} into a room travels as; other types keep their names
     * @return a new dialect
     * @throws IllegalArgumentException if Socket.IO reserves one of the names
     */
    public SocketIo rooms(String join, String leave, String message) {
        Settings changed = settings.copy();
        changed.rooms = new RoomWords(free(join), free(leave), free(message), settings.rooms.field());
        return new SocketIo(changed);
    }

    private static String free(String event) {
        if (Names.RESERVED.contains(event)) {
            throw new IllegalArgumentException("Socket.IO reserves the name " + event);
        }
        return event;
    }

    /**
     * The same dialect with another field that names the room, both ways; {@code roomId} by default.
     *
     * @param name the field of an event's first argument
     * @return a new dialect
     */
    public SocketIo roomField(String name) {
        Settings changed = settings.copy();
        RoomWords words = settings.rooms;
        changed.rooms = new RoomWords(words.join(), words.leave(), words.message(), requireNonNull(name, "roomField"));
        return new SocketIo(changed);
    }

    /**
     * The same dialect with another bound on binary parts, both ways, for servers whose parser has another;
     * {@value #DEFAULT_MAX_ATTACHMENTS} by default.
     *
     * @param count how many an event may have; positive
     * @return a new dialect
     */
    public SocketIo maxAttachments(int count) {
        if (count <= 0) {
            throw new IllegalArgumentException("maxAttachments must be positive: " + count);
        }
        Settings changed = settings.copy();
        changed.maxAttachments = count;
        return new SocketIo(changed);
    }

    /**
     * The same dialect for a server with connection state recovery ({@code connectionStateRecovery}): events that are missed
     * during an outage are delivered after it, in order and once, and the server keeps our rooms and its name for us. Before them,
     * the application hears of it: {@code RECOVERED}, or {@code RESET} where the server has given our place away, once for each
     * namespace that we were in before ({@link io.github.keepwire.RealtimeClient#onRecovery}). Such a server adds an offset to each event, as an argument of its own: it is taken off again. So turn this on only for servers that
     * have it on; an event that the server sends as {@code volatile} has no offset, and must not end in a string.
     *
     * @return a new dialect
     */
    public SocketIo recovery() {
        Settings changed = settings.copy();
        changed.recovers = true;
        return new SocketIo(changed);
    }

    /**
     * The same dialect for a server that drops duplicates: the id of a message that awaits an ack travels as one more argument, a
     * string, behind all others. It is the same each time the message is transmitted, on whatever link, in rooms too. So a message
     * whose ack was lost may be told from a new one:
     *
     * <pre>
     *   420["order",{"item":7},"3f1c.."]      42/chat,7["order",{"item":7},"3f1c.."]
     * </pre>
     *
     * <p>Off by default: a handler that does not expect it would take it for an argument of the application. Messages that await no
     * ack, and answers, are sent once and carry no id; nor do the events that join and leave rooms.
     *
     * @return a new dialect
     */
    public SocketIo idArgument() {
        Settings changed = settings.copy();
        changed.tellsIds = true;
        return new SocketIo(changed);
    }

    @Override
    public Protocol forClient() {
        return settings.recovers ? new SocketIo(settings, new Seats()) : this;
    }

    @Override
    public String name() {
        return "socketio";
    }

    @Override
    public Set<Protocol.Feature> features() {
        return FEATURES;
    }

    @Override
    public LinkRequest prepare(Protocol.ConnectContext context) {
        LinkRequest request = context.request();
        URI uri = request.uri();
        Address.namespace(uri, settings.path);
        Map<String, String> query = new LinkedHashMap<>(settings.query);
        Token token = context.token();
        if (token != null && settings.tokenParameter != null) {
            query.put(settings.tokenParameter, token.reveal());
        }
        return request.toBuilder(Address.upgrade(uri, settings.path, query)).build();
    }

    @Override
    public String hint(LinkRequest request) {
        return "is there a Socket.IO server of version 3 or 4 at " + settings.path
                + " that takes WebSockets? That path is SocketIo.path(..); the one of the address is the namespace";
    }

    @Override
    public Protocol.Session newSession(Protocol.SessionContext context) {
        return new SocketIoSession(this, context);
    }

    // for the session

    String namespace(Protocol.SessionContext context) {
        ConnectContext attempt = context.attempt();
        return attempt == null
                ? Packet.MAIN
                : Address.namespace(attempt.request().uri(), settings.path);
    }

    /** What is shown when a namespace is entered, as JSON, or null for nothing. */
    @Nullable
    String auth(Protocol.SessionContext context) {
        ConnectContext attempt = context.attempt();
        Token token = attempt == null ? null : attempt.token();
        return Auth.json(settings.auth, settings.tokenName, token, context.codec());
    }

    @Nullable
    Seats seats() {
        return seats;
    }

    RoomWords rooms() {
        return settings.rooms;
    }

    boolean tellsIds() {
        return settings.tellsIds;
    }

    int maxAttachments() {
        return settings.maxAttachments;
    }
}
