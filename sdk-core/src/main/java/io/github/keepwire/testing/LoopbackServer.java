// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testing;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.LinkEnd;
import io.github.keepwire.transport.LinkRequest;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a {@link LoopbackTransport}: what the server does. Called on the environment's timer, one call at a
 * time; every method has a default that does nothing.
 */
public interface LoopbackServer {
    /**
     * A client asks for a link.
     *
     * @param request what it asks for
     * @return why it is refused, or null to let it in
     */
    default @Nullable ConnectionException refuse(LinkRequest request) {
        return null;
    }

    /**
     * A link is open.
     *
     * @param peer what to send with
     */
    default void opened(LoopbackServer.Peer peer) {}

    /**
     * A message arrived.
     *
     * @param peer whose
     * @param frame the message
     */
    default void received(LoopbackServer.Peer peer, Frame frame) {}

    /**
     * A link ended, as the server sees it.
     *
     * @param peer whose
     * @param end how
     */
    default void ended(LoopbackServer.Peer peer, LinkEnd end) {}

    /**
     * A client makes an HTTP request.
     *
     * @param call the request
     * @return the reply; status 404 by default
     */
    default HttpCall.Reply exchange(HttpCall call) {
        return new HttpCall.Reply(404, Collections.emptyMap(), "");
    }

    /** The server's end of one loopback link. Calls on a link that has ended have no effect. */
    final class Peer {
        private final LoopbackLink link;
        private final LinkRequest request;

        Peer(LoopbackLink link, LinkRequest request) {
            this.link = link;
            this.request = request;
        }

        /**
         * What the client asked for.
         *
         * @return address, headers and subprotocols
         */
        public LinkRequest request() {
            return request;
        }

        /**
         * Sends a text message; it waits until the client asks for it.
         *
         * @param text the message
         */
        public void send(String text) {
            link.toClient(Frame.text(text));
        }

        /**
         * Sends a message; it waits until the client asks for it.
         *
         * @param frame the message
         */
        public void send(Frame frame) {
            link.toClient(frame);
        }

        /**
         * Closes the link with a close frame, behind what was sent.
         *
         * @param code the close code
         * @param reason the reason
         */
        public void close(int code, String reason) {
            link.endFromPeer(new LinkEnd(LinkEnd.Kind.CLOSED_BY_PEER, code, reason, null));
        }

        /** Breaks the connection: what is under way in either direction is lost, and both ends are told. */
        public void cut() {
            link.cut();
        }

        /** Loses everything in both directions from now on, and tells nobody: a cable that was pulled out. */
        public void blackHole() {
            link.blackHole();
        }

        /**
         * Whether the link is open, as far as the server knows.
         *
         * @return true until its end
         */
        public boolean isOpen() {
            return link.isOpen();
        }
    }
}
