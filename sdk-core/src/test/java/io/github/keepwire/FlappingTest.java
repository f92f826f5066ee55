// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server that lets us in and throws us out 50 ms later, again and again: the delays grow as if it had never let us in. */
class FlappingTest {
    private static final Duration HOLDS = ofMillis(50);
    private static final Reconnect DOUBLING = Reconnect.defaults()
            .backoff(Backoff.exponential(ofSeconds(1), ofSeconds(30)).noJitter());

    @Test
    void delaysGrowUntilAConnectionHolds() {
        Rig rig = new Rig(builder -> builder.reconnect(DOUBLING)).connected();
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            delays.add(flap(rig));
        }

        assertThat(delays).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
        rig.advance(Reconnect.DEFAULT_STABLE_AFTER);
        assertThat(flap(rig)).as("behind a connection that held").isEqualTo(ofSeconds(1));
    }

    @Test
    void aQuarterOfAnHourOfFlappingCostsTheServerFewConnections() {
        Rig rig = new Rig(builder -> builder.reconnect(DOUBLING)).connected();

        for (Duration past = ZERO; past.compareTo(ofMinutes(15)) < 0; past = past.plus(HOLDS)) {
            past = past.plus(flap(rig));
        }

        assertThat(rig.server.peers).hasSizeLessThanOrEqualTo(5 + 15 * 60 / 30);
    }

    /** Ends the connection after 50 ms and waits for the next one; tells how long that was planned to take. */
    private static Duration flap(Rig rig) {
        rig.advance(HOLDS);
        rig.server.peer().cut();
        rig.run();
        StateChange loss = rig.changes.get(rig.changes.size() - 1);
        assertThat(loss.current()).isEqualTo(ConnectionState.RECONNECTING);
        Duration delay = loss.next().delay();
        rig.advance(delay);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        return delay;
    }
}
