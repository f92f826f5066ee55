// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.event.ConnectionState;

/**
 * Where a connection stands, more finely than its {@link ConnectionState}.
 *
 * <pre>
 *  IDLE --connect--> ASKING_TOKEN --> OPENING --> HANDSHAKING --> OPEN --drained--> CLOSING_LINK --> CLOSED
 *                       ^   ^ |          |             |           |
 *                       |   | +----------+----lost-----+-----------+
 *                       |   |            |
 *                       |   |            +--another attempt--> WAITING --time is up--+
 *                       |   |            |                                           |
 *                       |   +------------|-------------------------------------------+
 *                       |                v
 *                       +-connect----- FAILED
 * </pre>
 */
enum Phase {
    IDLE(ConnectionState.IDLE),
    ASKING_TOKEN(ConnectionState.CONNECTING),
    OPENING(ConnectionState.CONNECTING),
    HANDSHAKING(ConnectionState.CONNECTING),
    OPEN(ConnectionState.OPEN),
    WAITING(ConnectionState.RECONNECTING),
    CLOSING_LINK(ConnectionState.CLOSING),
    CLOSED(ConnectionState.CLOSED),
    FAILED(ConnectionState.FAILED);

    private final ConnectionState visible;

    Phase(ConnectionState visible) {
        this.visible = visible;
    }

    ConnectionState visible() {
        return visible;
    }
}
