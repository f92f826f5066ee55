// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.testing.ManualTime;
import io.github.keepwire.transport.LinkRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand clients lose the same server in the same instant, and come back spread out. */
class ThunderingHerdTest {
    private static final int CLIENTS = 1_000;
    private static final long BUCKET_MILLIS = 100;
    private static final Duration OUTAGE = Duration.ofSeconds(90);
    private static final ConnectionException BUSY = ConnectionException.refused("pipe.test:80", 503, null);

    private final PipeServer server = new PipeServer();
    private final List<RealtimeClient> clients = new ArrayList<>();
    /** How many attempts began in each 100 ms since the loss. */
    private final TreeMap<Long, Integer> attempts = new TreeMap<>();

    private ManualTime time;
    private long lostAt;
    /** What the server answers to an attempt, or null for a welcome. */
    private ConnectionException refusal;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theFirstAttemptsAreSpreadOverTheFirstDelay(long seed) {
        connectAll(seed);
        lose();
        time.advance(Duration.ofSeconds(2));

        assertThat(clients).allMatch(client -> client.state() == ConnectionState.OPEN);
        assertThat(attempts.values().stream().mapToInt(count -> count).sum()).isEqualTo(CLIENTS);
        assertThat(fullest()).isLessThanOrEqualTo(2 * CLIENTS / buckets());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aLongOutageGathersNobody(long seed) {
        connectAll(seed);
        refusal = BUSY;
        lose();
        time.advance(OUTAGE);
        int worst = fullest();
        assertThat(attempts.headMap(10L).values().stream()
                        .mapToInt(count -> count)
                        .max())
                .as("the worst is the beginning")
                .hasValue(worst);

        refusal = null;
        attempts.clear();
        time.advance(Reconnect.DEFAULT_CAP.plusSeconds(1));

        assertThat(clients).as("back once the server is").allMatch(client -> client.state() == ConnectionState.OPEN);
        assertThat(fullest()).as("and not all at once").isLessThanOrEqualTo(worst / 4);
    }

    private void connectAll(long seed) {
        time = new ManualTime(seed);
        server.onRequest = this::count;
        LoopbackTransport transport = LoopbackTransport.to(server);
        for (int i = 0; i < CLIENTS; i++) {
            RealtimeClient client = RealtimeClient.builder(Rig.ADDRESS)
                    .environment(time.environment())
                    .transport(transport)
                    .protocol(new PipeDialect())
                    .build();
            client.connect();
            clients.add(client);
        }
        time.run();
        attempts.clear();
    }

    private void lose() {
        lostAt = now();
        List.copyOf(server.peers).forEach(LoopbackTransport.Server.Peer::cut);
    }

    private ConnectionException count(LinkRequest request) {
        attempts.merge((now() - lostAt) / BUCKET_MILLIS, 1, Integer::sum);
        return refusal;
    }

    private long now() {
        return time.environment().wallClock().millis();
    }

    private int fullest() {
        return attempts.values().stream().mapToInt(count -> count).max().orElseThrow();
    }

    private int buckets() {
        return (int) (attempts.lastKey() - attempts.firstKey() + 1);
    }
}
