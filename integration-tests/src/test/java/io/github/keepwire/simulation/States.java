// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static io.github.keepwire.event.ConnectionState.CLOSED;
import static io.github.keepwire.event.ConnectionState.CLOSING;
import static io.github.keepwire.event.ConnectionState.CONNECTING;
import static io.github.keepwire.event.ConnectionState.FAILED;
import static io.github.keepwire.event.ConnectionState.IDLE;
import static io.github.keepwire.event.ConnectionState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The changes of state a client may report, each following the one before. */
final class States {
    private static final Map<ConnectionState, Set<ConnectionState>> LEGAL = Map.of(
            IDLE, EnumSet.of(CONNECTING, CLOSING, CLOSED),
            CONNECTING, EnumSet.of(OPEN, FAILED, CLOSING, CLOSED),
            OPEN, EnumSet.of(FAILED, CLOSING),
            FAILED, EnumSet.of(CONNECTING, CLOSED),
            CLOSING, EnumSet.of(CLOSED),
            CLOSED, EnumSet.noneOf(ConnectionState.class));

    private ConnectionState last = IDLE;

    void changed(StateChange change) {
        assertThat(change.previous())
                .as("a change follows the one before: %s", change)
                .isEqualTo(last);
        assertThat(LEGAL.get(last)).as("a legal change: %s", change).contains(change.current());
        last = change.current();
    }

    ConnectionState last() {
        return last;
    }
}
