// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.time.Environment;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a Socket.IO server treats its clients. Immutable; safe for use by any thread.
 *
 * <pre>{@code
 * DevServer server = DevServer.socketIo(SocketIoSettings.defaults().namespaces("/", "/chat").recovery(ofMinutes(2)));
 * }</pre>
 */
public final class SocketIoSettings {
    /** The path of the HTTP request unless told otherwise. */
    public static final String DEFAULT_PATH = "/socket.io/";

    /** How often the server pings unless told otherwise: every 25 s. */
    public static final Duration DEFAULT_PING_INTERVAL = Duration.ofSeconds(25);

    /** How long a client may take to answer a ping unless told otherwise: 20 s. */
    public static final Duration DEFAULT_PING_TIMEOUT = Duration.ofSeconds(20);

    /** How long a client may take to enter its first namespace unless told otherwise: 45 s. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(45);

    /** The largest message to take unless told otherwise, in bytes. */
    public static final int DEFAULT_MAX_PAYLOAD = 1_000_000;

    /** How many binary parts an event may have, both ways. */
    public static final int MAX_ATTACHMENTS = 10;

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int LONGEST_HISTORY = 1_000;
    private static final SocketIoSettings DEFAULTS = new SocketIoSettings(new Draft());

    private final Draft fixed;

    /** What can be set; copied for each change, and never changed once it is in use. */
    private static final class Draft implements Cloneable {
        private String path = DEFAULT_PATH;
        private Duration pingInterval = DEFAULT_PING_INTERVAL;
        private Duration pingTimeout = DEFAULT_PING_TIMEOUT;
        private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
        private int maxPayload = DEFAULT_MAX_PAYLOAD;
        private @Nullable Set<String> namespaces;
        private RoomWords rooms = RoomWords.DEFAULTS;
        private int history;
        private boolean presence = true;
        private @Nullable Duration recovery;
        private @Nullable Environment environment;

        Draft copy() {
            try {
                return (Draft) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new IllegalStateException("it is cloneable", impossible);
            }
        }
    }

    private SocketIoSettings(Draft draft) {
        fixed = draft;
    }

    /**
     * A server as the official one is by default, to which every namespace is known.
     *
     * @return the settings of a server that is told nothing
     */
    public static SocketIoSettings defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the path of the HTTP request; {@value #DEFAULT_PATH} by default.
     *
     * @param value begins and ends with a slash
     * @return new settings
     * @throws IllegalArgumentException if it does not
     */
    public SocketIoSettings path(String value) {
        if (!value.startsWith("/") || !value.endsWith("/") || value.indexOf('?') >= 0) {
            throw new IllegalArgumentException("path must begin and end with / and have no query: " + value);
        }
        return with(draft -> draft.path = value);
    }

    /**
     * Sets how often the server pings, counted from the answer to the last ping, and how long it waits for an answer.
     *
     * @param interval from an answer to the next ping, at most a day
     * @param timeout from a ping to the end of a client that has not answered, at most a day
     * @return new settings
     * @throws IllegalArgumentException if one is not positive, or longer than a day
     */
    public SocketIoSettings pings(Duration interval, Duration timeout) {
        Duration checkedInterval = checked("interval", interval);
        Duration checkedTimeout = checked("timeout", timeout);
        return with(draft -> {
            draft.pingInterval = checkedInterval;
            draft.pingTimeout = checkedTimeout;
        });
    }

    /**
     * Sets how long a client may take until it asks for a namespace.
     *
     * @param atMost the time, at most a day
     * @return new settings
     * @throws IllegalArgumentException if it is not positive, or longer than a day
     */
    public SocketIoSettings connectTimeout(Duration atMost) {
        Duration checked = checked("connectTimeout", atMost);
        return with(draft -> draft.connectTimeout = checked);
    }

    /**
     * Sets the largest message to take; a larger one ends the connection with close code 1009.
     *
     * @param bytes the limit, which the handshake tells
     * @return new settings
     * @throws IllegalArgumentException if it is not positive
     */
    public SocketIoSettings maxPayload(int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("maxPayload must be positive: " + bytes);
        }
        return with(draft -> draft.maxPayload = bytes);
    }

    /**
     * Names the namespaces that there are; a client that asks for another one is refused. Every one is known by default,
     * up to a thousand of them.
     *
     * @param names each begins with a slash; {@code "/"} is the main one
     * @return new settings
     * @throws IllegalArgumentException if one begins otherwise
     */
    public SocketIoSettings namespaces(String... names) {
        Set<String> known = Set.of(names);
        known.stream().filter(name -> !name.startsWith("/")).forEach(name -> {
            throw new IllegalArgumentException("a namespace must begin with /: " + name);
        });
        return with(draft -> draft.namespaces = known);
    }

    /**
     * Sets the events that join a room, leave it, and say something in it; {@code join_room}, {@code leave_room} and
     * {@code send_message} by default. What is said arrives as {@code message}.
     *
     * @param join asks to be let in
     * @param leave asks to be let out
     * @param message says something
     * @return new settings
     */
    public SocketIoSettings rooms(String join, String leave, String message) {
        return with(draft -> draft.rooms = new RoomWords(join, leave, message, draft.rooms.field()));
    }

    /**
     * Sets the field of an event's first argument that names the room; {@code roomId} by default.
     *
     * @param name the field
     * @return new settings
     */
    public SocketIoSettings roomField(String name) {
        requireNonNull(name, "name");
        return with(draft -> {
            RoomWords words = draft.rooms;
            draft.rooms = new RoomWords(words.join(), words.leave(), words.message(), name);
        });
    }

    /**
     * Makes the server keep what was said in each room, and tell it to whoever joins by the event {@code room_history}:
     * {@code {"roomId":..,"messages":[..]}}. It keeps nothing by default.
     *
     * @param messages how many of each room, at most 1 000; together no more than 256 KiB
     * @return new settings
     * @throws IllegalArgumentException if it is negative or more than 1 000
     */
    public SocketIoSettings history(int messages) {
        if (messages < 0 || messages > LONGEST_HISTORY) {
            throw new IllegalArgumentException("history must be between 0 and " + LONGEST_HISTORY + ": " + messages);
        }
        return with(draft -> draft.history = messages);
    }

    /**
     * Makes the server keep to itself who comes and goes; by default a room hears {@code user_joined} and
     * {@code user_left}: {@code {"roomId":..,"userId":..,"action":"joined"|"left"}}.
     *
     * @return new settings
     */
    public SocketIoSettings withoutPresence() {
        return with(draft -> draft.presence = false);
    }

    /**
     * Turns connection state recovery on: a client that loses its connection, and comes back in time, gets its id, its
     * rooms and what it missed. Every event that wants no ack then ends in an offset, an argument of its own: clients must
     * expect it.
     *
     * @param window how long a client may be away, at most a day
     * @return new settings
     * @throws IllegalArgumentException if it is not positive, or longer than a day
     */
    public SocketIoSettings recovery(Duration window) {
        Duration checked = checked("recovery", window);
        return with(draft -> draft.recovery = checked);
    }

    /**
     * Gives the server a time of the test's own, such as that of {@code ManualTime}.
     *
     * @param value the environment; its timer and clocks are used, its executors are not
     * @return new settings
     */
    public SocketIoSettings environment(Environment value) {
        requireNonNull(value, "environment");
        return with(draft -> draft.environment = value);
    }

    /**
     * Where the server is asked for: {@link #path(String)}.
     *
     * @return the path of the HTTP request
     */
    public String path() {
        return fixed.path;
    }

    /**
     * The largest message to take: {@link #maxPayload(int)}.
     *
     * @return the limit, in bytes
     */
    public int maxPayload() {
        return fixed.maxPayload;
    }

    /**
     * Whether {@link #recovery(Duration)} is on.
     *
     * @return false by default
     */
    public boolean recovers() {
        return fixed.recovery != null;
    }

    /**
     * The server's time: {@link #environment(Environment)}.
     *
     * @return null for that of the machine
     */
    public @Nullable Environment environment() {
        return fixed.environment;
    }

    /**
     * How often the server should be {@linkplain SocketIoEngine#wake() woken}: a tenth of the shortest of its periods.
     *
     * @return the time between two calls, from 1 ms to 1 s
     */
    public Duration watch() {
        long shortest = Math.min(
                fixed.connectTimeout.toMillis(), Math.min(fixed.pingInterval.toMillis(), fixed.pingTimeout.toMillis()));
        return Duration.ofMillis(Math.max(1, Math.min(1_000, shortest / 10)));
    }

    // for the hub

    Duration pingInterval() {
        return fixed.pingInterval;
    }

    Duration pingTimeout() {
        return fixed.pingTimeout;
    }

    Duration connectTimeout() {
        return fixed.connectTimeout;
    }

    boolean knows(String namespace) {
        return fixed.namespaces == null || fixed.namespaces.contains(namespace);
    }

    RoomWords rooms() {
        return fixed.rooms;
    }

    int history() {
        return fixed.history;
    }

    boolean tellsPresence() {
        return fixed.presence;
    }

    /** Zero if it is off. */
    Duration recoveryWindow() {
        return fixed.recovery == null ? Duration.ZERO : fixed.recovery;
    }

    private static Duration checked(String name, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be positive and at most a day: " + value);
        }
        return value;
    }

    private SocketIoSettings with(Consumer<Draft> change) {
        Draft draft = fixed.copy();
        change.accept(draft);
        return new SocketIoSettings(draft);
    }
}
