// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testing;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.HttpReply;
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
    default void opened(LoopbackPeer peer) {}

    /**
     * A message arrived.
     *
     * @param peer whose
     * @param frame the message
     */
    default void received(LoopbackPeer peer, Frame frame) {}

    /**
     * A link ended, as the server sees it.
     *
     * @param peer whose
     * @param end how
     */
    default void ended(LoopbackPeer peer, LinkEnd end) {}

    /**
     * A client makes an HTTP request.
     *
     * @param call the request
     * @return the reply; status 404 by default
     */
    default HttpReply exchange(HttpCall call) {
        return new HttpReply(404, Collections.emptyMap(), "");
    }
}
