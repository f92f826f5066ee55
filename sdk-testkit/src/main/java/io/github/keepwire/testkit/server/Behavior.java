// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

/**
 * What a dev server does with its peers: the one thing to write for a server that speaks another protocol.
 *
 * <pre>{@code
 * DevServer server = DevServer.of((from, message) -> from.peers().others(from).forEach(peer -> peer.send(message.json())));
 * }</pre>
 *
 * <p>One behaviour serves one server, through all its starts; what it knows about a connection it keeps on the
 * {@link Peer}. Calls about one peer come one after the other, in order; calls about different peers may come at the
 * same time, on up to {@value DevServer#WORKERS} threads. A behaviour that blocks stalls the peers that share its
 * thread. What it throws is logged as an error and shown by the server's next {@code await} that gives up; the
 * connection stays.
 */
@FunctionalInterface
public interface Behavior {
    /**
     * Handles a text frame.
     *
     * @param from who sent it
     * @param message the frame, as {@link #read(Peer, String)} read it
     */
    void received(Peer from, Received message);

    /**
     * Handles a binary frame; ignores it unless overridden.
     *
     * @param from who sent it
     * @param bytes what was sent
     */
    default void received(Peer from, byte[] bytes) {}

    /**
     * Reads a text frame; by default as JSON with a type and a device id, see {@link Received#fromJson(String)}.
     *
     * @param from who sent it
     * @param text the frame
     * @return the frame, with what could be told from it
     */
    default Received read(Peer from, String text) {
        return Received.fromJson(text);
    }

    /**
     * Reads a binary frame; by default as {@link Received#BINARY}, in Base64.
     *
     * @param from who sent it
     * @param bytes the frame
     * @return the frame, with what could be told from it
     */
    default Received read(Peer from, byte[] bytes) {
        return Received.binary(bytes);
    }

    /**
     * Greets a new peer; does nothing unless overridden.
     *
     * @param peer who connected
     */
    default void opened(Peer peer) {}

    /**
     * Forgets a peer that is gone; does nothing unless overridden.
     *
     * @param peer who was connected
     * @param code the close code (RFC 6455, section 7.4), 1006 if there was no close frame
     * @param reason what the close frame said, or empty
     */
    default void closed(Peer peer, int code, String reason) {}

    /**
     * Prepares for a start of the server, before the first peer; does nothing unless overridden.
     *
     * @param peers who will be connected; empty still
     */
    default void started(Peers peers) {}

    /** Cleans up after the last peer, and ends any thread of its own; does nothing unless overridden. */
    default void stopped() {}

    /**
     * Where clients connect to.
     *
     * @return the path, and query if any, of the server's address; {@code /} unless overridden
     */
    default String path() {
        return "/";
    }
}
