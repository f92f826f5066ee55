// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.stats.ClientStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client tells of its traffic, its answers and its errors. */
class RealtimeClientStatsTest {
    private final Rig rig =
            new Rig(builder -> builder.reconnect(Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)))));

    @Test
    void aFreshClientHasDoneNothing() {
        ClientStats stats = rig.client.stats();

        assertThat(stats.traffic().in()).isEqualTo(new ClientStats.Flow(0, 0, 0, 0));
        assertThat(stats.traffic().out()).isEqualTo(new ClientStats.Flow(0, 0, 0, 0));
        assertThat(stats.timing().ack()).isEqualTo(ClientStats.Latency.NONE);
        assertThat(stats.timing().ping()).isEqualTo(ClientStats.Latency.NONE);
        assertThat(stats.health()).isEqualTo(new ClientStats.Health(0, 0, 0, null));
        assertThat(stats.health().reconnects()).isZero();
        assertThat(stats.errorRate()).isZero();
    }

    @Test
    void bothDirectionsAreCountedInMessagesAndBytes() {
        rig.connected();

        rig.hear("note||ä");
        rig.hear("in|unknown|");
        rig.send("m1", SendOptions.queued());
        rig.run();

        ClientStats.Traffic traffic = rig.client.stats().traffic();
        assertThat(traffic.in().messages()).isEqualTo(2);
        assertThat(traffic.in().bytes()).isEqualTo("note||".length() + 2 + "in|unknown|".length());
        assertThat(traffic.out().messages()).isEqualTo(1);
        assertThat(traffic.out().bytes()).isEqualTo("note|m1|\"m1\"".length());
    }

    @Test
    void ratesAreThoseOfTheLastTenSeconds() {
        rig.connected();
        for (int i = 0; i < 60; i++) {
            rig.hear("note||1");
            rig.hear("note||2");
            rig.send("m" + i, SendOptions.queued());
            rig.advance(ofMillis(500));
        }

        ClientStats.Traffic traffic = rig.client.stats().traffic();
        assertThat(traffic.in().messagesPerSecond()).isCloseTo(4, within(0.5));
        assertThat(traffic.in().bytesPerSecond()).isCloseTo(28, within(3.5));
        assertThat(traffic.out().messagesPerSecond()).isCloseTo(2, within(0.5));
        rig.advance(ofSeconds(11));
        assertThat(rig.client.stats().traffic().in().messagesPerSecond()).isZero();
        assertThat(rig.client.stats().traffic().in().messages()).isEqualTo(120);
    }

    @Test
    void acksAreTimedFromTheTransmission() {
        rig.server.acking = true;
        rig.latency = ofMillis(20);
        rig.client.connect();
        rig.advance(ofSeconds(1));
        for (int i = 0; i < 100; i++) {
            rig.latency = i == 0 ? ofMillis(200) : ofMillis(20);
            rig.send("m" + i, SendOptions.acked(ofSeconds(5)));
            rig.advance(ofSeconds(1));
        }

        ClientStats.Latency ack = rig.client.stats().timing().ack();
        assertThat(ack.count()).isEqualTo(100);
        assertThat(ack.max()).isBetween(ofMillis(219), ofMillis(400));
        assertThat(ack.p50()).isBetween(ofMillis(38), ofMillis(42));
        assertThat(ack.p99()).isBetween(ofMillis(38), ofMillis(42));
        assertThat(ack.average()).isBetween(ofMillis(40), ofMillis(45));
    }

    @Test
    void anAckOfAMessageThatWentOutTwiceTellsNothing() {
        rig.connected();
        rig.send("m1", SendOptions.acked(ofSeconds(1)));
        rig.advance(ofMillis(1_500));
        assertThat(rig.server.ids("note")).hasSize(2);

        rig.hear("ack|m1|{}");
        rig.hear("ack|m1|{}");
        rig.hear("ack|never sent|{}");

        assertThat(rig.client.stats().timing().ack().count()).isZero();
    }

    @Test
    void pongsAreTimed() {
        rig.latency = ofMillis(30);
        rig.client.connect();

        rig.advance(ofSeconds(95));

        ClientStats.Latency ping = rig.client.stats().timing().ping();
        assertThat(ping.count()).isEqualTo(3);
        assertThat(ping.max()).isBetween(ofMillis(30), ofMillis(60));
    }

    @Test
    void aPauseOfOursIsNotTheServersLatency() {
        List<Runnable> listenersWork = new ArrayList<>();
        Rig slow = new Rig(
                builder -> builder.inbox(Inbox.defaults().maxMessages(1)).callbackExecutor(listenersWork::add));
        slow.connected();
        slow.advance(ofMillis(29_980));
        slow.latency = ofMillis(50);
        for (int i = 0; i < 100; i++) {
            slow.server.say("note||" + i);
        }
        slow.advance(ofSeconds(1));

        assertThat(slow.client.stats().timing().ping().count()).isZero();
    }

    @Test
    void connectionsAndErrorsAreCountedAndTheLastIsTold() {
        rig.connected();
        rig.advance(ofSeconds(2));
        rig.server.peer().cut();
        rig.run();
        ClientStats.Health lost = rig.client.stats().health();
        assertThat(lost.errors()).isEqualTo(1);
        assertThat(lost.lastError().code()).isEqualTo(ErrorCode.LINK_LOST);
        assertThat(lost.lastError().at())
                .isEqualTo(rig.time.environment().wallClock().instant());

        rig.server.refusal = new ConnectionException(ErrorCode.UNREACHABLE, "no\nroute", null);
        rig.advance(ofSeconds(1));
        assertThat(rig.client.stats().health().lastError().text()).contains("no\\u000aroute");
        rig.server.refusal = null;
        rig.advance(ofSeconds(1));

        ClientStats.Health back = rig.client.stats().health();
        assertThat(back.connections()).isEqualTo(2);
        assertThat(back.reconnects()).isEqualTo(1);
        assertThat(back.errors()).isEqualTo(2);
    }

    @Test
    void whatListenersThrowAndWhatIsMalformedAreErrors() {
        rig.connected();
        rig.client.on("note", message -> {
            throw new IllegalStateException("planned");
        });

        rig.hear("note||1");
        rig.hear("nonsense");

        ClientStats stats = rig.client.stats();
        assertThat(stats.health().errors()).isEqualTo(2);
        assertThat(stats.health().lastError().code()).isEqualTo(ErrorCode.MALFORMED_FRAME);
        assertThat(stats.errorRate()).isEqualTo(1);
        rig.hear("fine||1");
        rig.hear("fine||2");
        assertThat(rig.client.stats().errorRate()).isCloseTo(0.5, within(0.01));
    }

    @Test
    void closingIsNoError() {
        rig.connected();

        rig.client.closeAsync(Duration.ZERO);
        rig.run();

        assertThat(rig.client.stats().health().errors()).isZero();
    }
}
