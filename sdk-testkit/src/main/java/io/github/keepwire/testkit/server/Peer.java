// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ClientHandshake;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, seen from the dev server.
 *
 * <p>Safe for use by any thread; nothing here blocks. Frames wait in memory, without bound, while the client does not
 * read them.
 */
public final class Peer {
    private static final Logger LOG = LoggerFactory.getLogger(DevServer.class);

    private final WebSocketImpl socket;
    private final ClientHandshake handshake;
    private final Peers peers;
    private final Set<String> groups = ConcurrentHashMap.newKeySet();
    private final Map<String, String> notes = new ConcurrentHashMap<>();
    private volatile @Nullable String deviceId;
    private final AtomicReference<OptionalLong> pingedAt = new AtomicReference<>(OptionalLong.empty());
    private volatile long heardAt;

    Peer(WebSocketImpl socket, ClientHandshake handshake, Peers peers) {
        this.socket = socket;
        this.handshake = handshake;
        this.peers = peers;
        heard();
    }

    /** Notes a sign of life. */
    void heard() {
        heardAt = peers.meter().now();
    }

    Duration silentFor() {
        return Duration.ofNanos(peers.meter().now() - heardAt);
    }

    /**
     * Everybody who is connected to the same server.
     *
     * @return the peers, this one among them while it is connected
     */
    public Peers peers() {
        return peers;
    }

    /**
     * Sends a text frame.
     *
     * @param text what to send
     * @return false if the connection is no longer open: the text was not sent
     */
    public boolean send(String text) {
        return sendIfOpen(Meter.bytes(text), () -> socket.send(text));
    }

    /**
     * Sends a binary frame.
     *
     * @param bytes what to send
     * @return false if the connection is no longer open: the bytes were not sent
     */
    public boolean send(byte[] bytes) {
        return sendIfOpen(bytes.length, () -> socket.send(bytes));
    }

    /** Asks the client's WebSocket for a sign of life. */
    void ping() {
        pingedAt.set(OptionalLong.of(peers.meter().now()));
        unlessClosed(socket::sendPing);
    }

    /** Notes how long the answer to a ping took; an unasked pong is none. */
    void ponged() {
        pingedAt.getAndSet(OptionalLong.empty())
                .ifPresent(at -> peers.meter().pinged(peers.meter().now() - at));
    }

    /** How many frames wait to be written. */
    int queued() {
        return socket.outQueue.size();
    }

    /** How many bytes wait to be written; looks at every frame that waits. */
    long queuedBytes() {
        return socket.outQueue.stream().mapToLong(ByteBuffer::remaining).sum();
    }

    private boolean sendIfOpen(long bytes, Runnable send) {
        boolean sent = unlessClosed(send);
        if (sent) {
            peers.meter().sent(bytes);
        }
        return sent;
    }

    private static boolean unlessClosed(Runnable send) {
        try {
            send.run();
            return true;
        } catch (WebsocketNotConnectedException closedMeanwhile) {
            return false;
        }
    }

    /**
     * Starts a close: sends the close frame, and ends the connection when the client has answered it.
     *
     * @param code a close code that may be sent: 1000 to 4999, but not 1005, 1006 or 1015 (RFC 6455, section 7.4)
     * @param reason at most 123 bytes of UTF-8
     * @throws IllegalArgumentException if the code may not be sent or the reason is too long
     */
    public void close(int code, String reason) {
        CloseCode.check(code, reason);
        socket.close(code, reason);
    }

    /** Breaks the connection without a close frame, by a TCP reset: the client sees it torn. */
    public void drop() {
        ByteChannel channel = socket.getChannel();
        if (channel instanceof SocketChannel tcp) {
            resetOnClose(tcp);
        }
        socket.closeConnection(CloseCode.ABNORMAL, "dropped");
        // The channel is really closed by the selector, which would otherwise sleep on until somebody else writes.
        socket.getWebSocketListener().onWriteDemand(socket);
    }

    private static void resetOnClose(SocketChannel tcp) {
        try {
            tcp.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException alreadyClosed) {
            LOG.debug("A connection to drop was closed already", alreadyClosed);
        }
    }

    /**
     * Whether frames can be sent.
     *
     * @return true from the handshake to the start of a close
     */
    public boolean isOpen() {
        return socket.isOpen();
    }

    /**
     * The device behind the connection, once it is known.
     *
     * @return the device id, or empty
     */
    public Optional<String> deviceId() {
        return Optional.ofNullable(deviceId);
    }

    /**
     * Remembers which device this is; a device that is known already is renamed.
     *
     * @param id the device id
     */
    public void identify(String id) {
        deviceId = id;
        peers.changed();
    }

    /**
     * The groups this peer is in.
     *
     * @return a copy
     */
    public Set<String> groups() {
        return Set.copyOf(groups);
    }

    /**
     * Puts this peer in a group; does nothing if it is in already.
     *
     * @param group the group's name
     */
    public void join(String group) {
        groups.add(group);
        peers.changed();
    }

    /**
     * Takes this peer out of a group; does nothing if it is not in.
     *
     * @param group the group's name
     */
    public void leave(String group) {
        groups.remove(group);
        peers.changed();
    }

    /**
     * Looks up what a behaviour has noted.
     *
     * @param name what about
     * @return the note, or empty
     */
    public Optional<String> note(String name) {
        return Optional.ofNullable(notes.get(name));
    }

    /**
     * Notes something about this peer, for as long as it is connected.
     *
     * @param name what about
     * @param value the note; it replaces an earlier one
     */
    public void note(String name, String value) {
        notes.put(name, value);
        peers.changed();
    }

    /**
     * Looks up a header of the handshake.
     *
     * @param name the header, in any case
     * @return its value, or empty
     */
    public Optional<String> header(String name) {
        return handshake.hasFieldValue(name) ? Optional.of(handshake.getFieldValue(name)) : Optional.empty();
    }

    /**
     * The path the client asked for.
     *
     * @return the path, still encoded, without the query
     */
    public String path() {
        return handshake.getResourceDescriptor().replaceFirst("\\?.*", "");
    }

    /**
     * Looks up a parameter in the query the client asked with.
     *
     * @param name the parameter
     * @return its first value, decoded, or empty
     */
    public Optional<String> query(String name) {
        return Query.of(handshake.getResourceDescriptor()).value(name);
    }

    /** Tells who this is, without anything that may be secret. */
    @Override
    public String toString() {
        return "Peer[device=" + deviceId().orElse("unknown") + ", groups=" + groups + "]";
    }
}
