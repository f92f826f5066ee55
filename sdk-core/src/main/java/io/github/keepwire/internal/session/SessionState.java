// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.event.ConnectionState;

/**
 * All that the state machine remembers.
 *
 * @param phase where the connection stands
 * @param link the number of the link at hand; inputs of another one are stale
 * @param closing whether the client was asked to close: it goes on only to deliver what it has
 * @param again whether an attempt failed or a link was lost since the connection was last open
 */
record SessionState(Phase phase, long link, boolean closing, boolean again) {
    static final SessionState INITIAL = new SessionState(Phase.IDLE, 0, false, false);

    SessionState to(Phase next) {
        return new SessionState(next, link, closing, again && next != Phase.OPEN);
    }

    SessionState toClosing(Phase next) {
        return new SessionState(next, link, true, again);
    }

    SessionState toFirstLink() {
        return new SessionState(Phase.ASKING_TOKEN, link + 1, closing, false);
    }

    SessionState toNextLink() {
        return new SessionState(Phase.ASKING_TOKEN, link + 1, closing, true);
    }

    SessionState toWaiting() {
        return new SessionState(Phase.WAITING, link, closing, true);
    }

    boolean isConnecting() {
        return phase == Phase.ASKING_TOKEN || phase == Phase.OPENING || phase == Phase.HANDSHAKING;
    }

    /** Whether the client goes on only until what it has is delivered. */
    boolean isDraining() {
        return closing && phase != Phase.CLOSING_LINK && phase != Phase.CLOSED;
    }

    /** What the application sees. */
    ConnectionState visible() {
        if (phase == Phase.CLOSED) {
            return ConnectionState.CLOSED;
        }
        if (closing) {
            return ConnectionState.CLOSING;
        }
        return isConnecting() && again ? ConnectionState.RECONNECTING : phase.visible();
    }
}
