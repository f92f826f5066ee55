// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Hints, clocks that leap, and several addresses, on virtual time. */
class RealtimeClientComebackTest {
    private static final Reconnect EVERY_SECOND = Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)));
    private static final ConnectionException BUSY = ConnectionException.refused("pipe.test:80", 503, null);

    private static Rig rig(Reconnect reconnect) {
        return new Rig(builder -> builder.reconnect(reconnect));
    }

    private static Rig rig(UnaryOperator<RealtimeClientBuilder> settings) {
        return new Rig(builder -> settings.apply(builder.reconnect(EVERY_SECOND)));
    }

    @Test
    void reconnectNowDoesNotWait() {
        Rig rig = rig(Reconnect.defaults().backoff(Backoff.fixed(ofHours(1)))).connected();
        rig.server.peer().cut();
        rig.run();

        rig.client.reconnectNow();
        rig.run();

        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        rig.client.reconnectNow();
        rig.run();
        assertThat(rig.server.peers).hasSize(2);
    }

    @Test
    void anotherNetworkBeginsAnAttemptAnew() {
        Rig rig = rig(EVERY_SECOND);
        rig.latency = ofHours(1);
        rig.client.connect();
        rig.run();
        rig.latency = ZERO;

        rig.client.networkChanged();
        rig.run();

        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void anotherNetworkAsksAnOpenConnectionForASignOfLife() {
        Rig rig = rig(EVERY_SECOND).connected();
        rig.latency = ofHours(1);

        rig.client.networkChanged();
        rig.run();

        rig.advance(ofMillis(1999));
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        rig.advance(ofMillis(1));
        assertThat(rig.client.state()).isEqualTo(ConnectionState.RECONNECTING);
    }

    @Test
    void aPeerThatAnswersStaysConnectedOnAnotherNetwork() {
        Rig rig = rig(EVERY_SECOND).connected();

        rig.client.networkChanged();
        rig.advance(ofSeconds(20));

        assertThat(rig.server.peers).hasSize(1);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aLeapOfTheTickerCountsAsALossAndIsMendedSoon() {
        Rig rig = rig(EVERY_SECOND).connected();

        rig.time.leap(ofMinutes(10));
        rig.run();

        assertThat(rig.client.state()).isEqualTo(ConnectionState.RECONNECTING);
        assertThat(rig.changes.get(2).reason()).contains("a clock leapt");
        rig.advance(ofSeconds(1));
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(rig.server.frames).as("heartbeats that were missed").isEmpty();
    }

    @Test
    void aMachineThatSleptWhileItsTickerStoodStillIsNoticedAtTheNextHeartbeat() {
        Rig rig = rig(EVERY_SECOND).connected();

        rig.time.setWallClock(ofMinutes(10));
        rig.advance(ofSeconds(31));

        assertThat(rig.changes.get(2).reason()).contains("a clock leapt");
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aWallClockThatIsSetBackMeansNothing() {
        Rig rig = rig(EVERY_SECOND).connected();

        rig.time.setWallClock(ofHours(-24));
        rig.advance(ofMinutes(5));

        assertThat(rig.server.peers).hasSize(1);
    }

    @Test
    void theNextAddressIsTriedWhereOneFails() {
        List<String> asked = new ArrayList<>();
        Addresses addresses = Addresses.of(URI.create("ws://a.test/"), URI.create("ws://b.test/"));
        Rig rig = new Rig(addresses, builder -> builder.reconnect(EVERY_SECOND));
        rig.server.onRequest = request -> {
            asked.add(request.uri().getHost());
            return request.uri().getHost().equals("a.test") ? BUSY : null;
        };

        rig.client.connect();
        rig.advance(ofSeconds(1));
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        rig.server.peer().cut();
        rig.advance(ofSeconds(60));

        assertThat(asked).startsWith("a.test", "b.test");
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void theFirstAddressIsReturnedTo() {
        Addresses addresses = Addresses.of(URI.create("ws://a.test/"), URI.create("ws://b.test/"))
                .returnAfter(ofMinutes(1));
        Rig rig = new Rig(addresses, builder -> builder.reconnect(EVERY_SECOND));
        rig.server.onRequest = request -> request.uri().getHost().equals("a.test") ? BUSY : null;
        rig.client.connect();
        rig.advance(ofSeconds(1));
        rig.server.onRequest = request -> null;

        rig.advance(ofSeconds(61));

        assertThat(rig.server.requests.get(rig.server.requests.size() - 1).uri().getHost())
                .isEqualTo("a.test");
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aReturnThatWaitsForAWriteLetsTheLoopRest() {
        Addresses addresses = Addresses.of(URI.create("ws://a.test/"), URI.create("ws://b.test/"))
                .returnAfter(ofMinutes(1));
        Rig rig = new Rig(addresses, builder -> builder.reconnect(EVERY_SECOND));
        rig.server.onRequest = request -> request.uri().getHost().equals("a.test") ? BUSY : null;
        rig.client.connect();
        rig.advance(ofSeconds(59));
        rig.server.onRequest = request -> null;
        rig.latency = ofSeconds(9);
        rig.send("1", SendOptions.queued());

        rig.advance(ofSeconds(8));
        assertThat(rig.time.untilNext()).isPositive();
        assertThat(rig.server.requests).hasSize(2);
        rig.latency = ZERO;
        rig.advance(ofSeconds(5));

        assertThat(rig.server.ids("note")).containsExactly("1");
        assertThat(rig.server.requests.get(rig.server.requests.size() - 1).uri().getHost())
                .isEqualTo("a.test");
    }
}
