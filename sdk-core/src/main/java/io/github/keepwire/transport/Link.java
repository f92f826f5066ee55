// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

/**
 * One open WebSocket. Its calls come one at a time (from the client's loop); none blocks and none throws for a link
 * that has ended: such calls have no effect.
 */
public interface Link {
    /**
     * The subprotocol the server chose (RFC 6455, section 1.9).
     *
     * @return its name, or the empty string if there is none
     */
    String subprotocol();

    /**
     * Queues frames for the wire, in order and with nothing in between.
     *
     * <p>Each is reported once by {@link Link.Listener#written(long)} when the operating system has it, unless the link
     * ends first. A frame that the platform does not take within the request's write timeout ends the link.
     *
     * @param frames whole messages
     */
    void send(Frame... frames);

    /**
     * Asks for more messages. The initial demand is zero, and requests add up; without demand nothing is read, so that
     * TCP slows the peer down. On some platforms a link without demand notices neither a close nor a reset.
     *
     * @param frames how many more messages the listener is ready for; positive
     * @throws IllegalArgumentException if it is not
     */
    void request(long frames);

    /** Sends a WebSocket ping with an empty body; its answer is told by {@link Link.Listener#pong()}. */
    void ping();

    /**
     * How much waits to be written.
     *
     * @return bytes given to {@link #send} and not yet reported as written
     */
    long queuedBytes();

    /**
     * Starts the closing handshake behind what is queued. If the peer has not answered within the request's close
     * timeout the link is aborted; either way the listener is told the end. Later calls have no effect.
     *
     * @param code the close code; one that the platform cannot send is replaced by 1000
     * @param reason at most 123 bytes of UTF-8; what is longer is cut
     */
    void close(int code, String reason);

    /** Drops the connection at once. The listener is told the end, if it was not yet. */
    void abort();

    /**
     * Hears what happens on one link.
     *
     * <p>Calls come one at a time, in order, on threads of the transport, which must not be blocked, or inside a call to the
     * link. Nothing comes after {@link #ended(LinkEnd)}.
     */
    interface Listener {
        /**
         * A whole message arrived; it used up one unit of demand.
         *
         * @param frame the message
         */
        void received(Frame frame);

        /**
         * The operating system took more of what was sent.
         *
         * @param frames how many more frames, since the last such call
         */
        void written(long frames);

        /** The peer answered a ping, or sent a pong of its own accord. */
        void pong();

        /**
         * The link ended: told exactly once, last, whoever ended it.
         *
         * @param end how it ended
         */
        void ended(LinkEnd end);
    }
}
