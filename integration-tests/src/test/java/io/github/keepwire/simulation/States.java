// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static io.github.keepwire.event.ConnectionState.CLOSED;
import static io.github.keepwire.event.ConnectionState.CLOSING;
import static io.github.keepwire.event.ConnectionState.CONNECTING;
import static io.github.keepwire.event.ConnectionState.FAILED;
import static io.github.keepwire.event.ConnectionState.IDLE;
import static io.github.keepwire.event.ConnectionState.OPEN;
import static io.github.keepwire.event.ConnectionState.RECONNECTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.policy.Reconnect;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The changes of state a client may report, each following the one before. */
final class States {
    private static final Map<ConnectionState, Set<ConnectionState>> LEGAL = Map.of(
            IDLE, EnumSet.of(CONNECTING, CLOSING, CLOSED),
            CONNECTING, EnumSet.of(OPEN, RECONNECTING, FAILED, CLOSING, CLOSED),
            OPEN, EnumSet.of(RECONNECTING, FAILED, CLOSING),
            RECONNECTING, EnumSet.of(RECONNECTING, OPEN, FAILED, CLOSING, CLOSED),
            FAILED, EnumSet.of(CONNECTING, CLOSED),
            CLOSING, EnumSet.of(CLOSED),
            CLOSED, EnumSet.noneOf(ConnectionState.class));

    /** The cap of the default backoff, and its base on top where the server asked for patience. */
    private static final Duration LONGEST_DELAY = Reconnect.DEFAULT_CAP.plus(Reconnect.DEFAULT_BASE);

    private ConnectionState last = IDLE;
    private int silences;

    void changed(StateChange change) {
        assertThat(change.previous())
                .as("a change follows the one before: %s", change)
                .isEqualTo(last);
        assertThat(LEGAL.get(last)).as("a legal change: %s", change).contains(change.current());
        if (change.current() == RECONNECTING) {
            announcesAnAttempt(change);
        }
        if (change.reason().contains("answers neither heartbeat nor ping")) {
            silences++;
        }
        last = change.current();
    }

    /** How often a link was given up because the peer said nothing. */
    int silences() {
        return silences;
    }

    /** The attempts of an outage are counted, and none waits for longer than the backoff may. */
    private void announcesAnAttempt(StateChange change) {
        StateChange.Attempt next = change.next();
        if (next == null) {
            throw new AssertionError("no attempt is announced: " + change);
        }
        assertThat(next.number()).as("the attempt's number: %s", change).isPositive();
        assertThat(next.delay()).as("the attempt's delay: %s", change).isLessThanOrEqualTo(LONGEST_DELAY);
    }

    ConnectionState last() {
        return last;
    }
}
