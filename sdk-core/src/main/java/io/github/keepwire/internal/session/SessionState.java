// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.event.ConnectionState;

/**
 * All that the state machine remembers.
 *
 * @param phase where the connection stands
 * @param link the number of the link at hand; inputs of another one are stale
 * @param closing whether the client was asked to close: it goes on only to deliver what it has
 */
record SessionState(Phase phase, long link, boolean closing) {
    static final SessionState INITIAL = new SessionState(Phase.IDLE, 0, false);

    SessionState to(Phase next) {
        return new SessionState(next, link, closing);
    }

    SessionState toClosing(Phase next) {
        return new SessionState(next, link, true);
    }

    SessionState toNextLink() {
        return new SessionState(Phase.ASKING_TOKEN, link + 1, closing);
    }

    boolean isConnecting() {
        return phase == Phase.ASKING_TOKEN || phase == Phase.OPENING || phase == Phase.HANDSHAKING;
    }

    /** What the application sees. */
    ConnectionState visible() {
        if (phase == Phase.CLOSED) {
            return ConnectionState.CLOSED;
        }
        return closing ? ConnectionState.CLOSING : phase.visible();
    }
}
