// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.SafeText;
import org.jspecify.annotations.Nullable;

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
     * link. Nothing comes after {@link #ended(Link.End)}.
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
        void ended(Link.End end);
    }

    /**
     * How a link ended: its one terminal event.
     *
     * @param kind who or what ended it
     * @param code the close code of the peer's close frame, 1005 for one without a code, 1006 if there was no close frame
     *     (RFC 6455, section 7.4.1)
     * @param reason the peer's reason, or a short text of the transport; printable, at most about 200 characters
     * @param cause what the platform threw, or null
     */
    record End(Kind kind, int code, String reason, @Nullable Throwable cause) {
        /** The close code that stands for an end without a close frame. */
        public static final int NO_CLOSE_FRAME = 1006;

        /** Checks the parts and makes the reason printable. */
        public End {
            requireNonNull(kind, "kind");
            reason = SafeText.wire(requireNonNull(reason, "reason"));
        }

        /** Who or what ended a link. */
        public enum Kind {
            /** The peer sent a close frame. */
            CLOSED_BY_PEER,
            /** We sent a close frame and the peer answered it. */
            CLOSED,
            /** We dropped it: an abort, or a close that the peer did not answer in time. */
            ABORTED,
            /** The connection broke: end of stream, reset, an error of the network. */
            LOST,
            /** A write was not taken in time. */
            WRITE_STALLED,
            /** The peer sent a message over the limit. */
            TOO_LARGE,
            /** The peer broke RFC 6455: an invalid frame, close code or UTF-8. */
            PROTOCOL_ERROR
        }

        /**
         * An end without a close frame.
         *
         * @param kind who or what ended the link
         * @param reason a short text
         * @param cause what the platform threw, or null
         * @return the end, with code 1006
         */
        public static End without(Kind kind, String reason, @Nullable Throwable cause) {
            return new End(kind, NO_CLOSE_FRAME, reason, cause);
        }
    }
}
