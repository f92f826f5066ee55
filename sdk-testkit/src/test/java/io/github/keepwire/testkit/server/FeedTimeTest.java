// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static io.github.keepwire.testkit.server.PlainClient.connect;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.testing.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What feeds do as time passes, on a time of the test's own. */
class FeedTimeTest {
    private final ManualTime time = new ManualTime(7);
    private final FeedSettings settings = FeedSettings.defaults().environment(time.environment());

    @RegisterExtension
    final DevServer topics = DevServer.topics(settings);

    @RegisterExtension
    final DevServer channels = DevServer.channels(settings);

    @Test
    void topicsServerSendsAHeartbeatEvery30Seconds() throws Exception {
        PlainClient client = connect(topics.url());
        topics.awaitDevice("client-1");

        time.advance(Duration.ofSeconds(29));
        topics.broadcast("marker");
        time.advance(Duration.ofSeconds(31));

        assertThat(client.next()).isEqualTo("marker");
        assertThat(client.next())
                .isEqualTo("{\"type\":\"heartbeat\",\"data\":{},\"timestamp\":\"2026-01-01T00:00:30Z\"}");
        assertThat(client.next()).contains("2026-01-01T00:01:00Z");
    }

    @Test
    void silentClientIsLetGoAfterFiveMinutes() throws Exception {
        PlainClient silent = connect(topics.url());
        topics.awaitDevice("client-1");
        PlainClient alive = connect(topics.url());
        topics.awaitDevice("client-2");

        time.advance(Duration.ofMinutes(4));
        alive.send("{\"type\":\"heartbeat\"}");
        topics.await("heartbeat", 1);
        time.advance(Duration.ofMinutes(1));

        assertThat(silent.closeCode()).isEqualTo(1001);
        assertThat(topics.awaitConnections(1))
                .singleElement()
                .satisfies(peer -> assertThat(peer.deviceId()).contains("client-2"));
    }

    @Test
    void channelsServerPingsAndThePongKeepsTheClient() throws Exception {
        connect(channels.url());
        Peer peer = channels.awaitDevice("client-1");
        time.leap(Duration.ofSeconds(30));
        await().until(() -> peer.silentFor().isZero());

        time.advance(Duration.ofSeconds(4 * 60 + 59));

        assertThat(peer.isOpen()).isTrue();
    }

    @Test
    void shortIntervalsAreTakenAndNonsenseIsNot() {
        assertThat(settings.heartbeat(Duration.ofMillis(1)).heartbeat()).isEqualTo(Duration.ofMillis(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.heartbeat(Duration.ofSeconds(-1)))
                .withMessageContaining("heartbeat must be from zero to a day: PT-1S");
        assertThatIllegalArgumentException().isThrownBy(() -> settings.silence(Duration.ofDays(2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.httpPort(65_536))
                .withMessageContaining("65536");
    }

    @Test
    void messagesInASecondAreThoseOfTheLastTen() {
        Meter meter = new Meter(time.environment().ticker());
        for (int i = 0; i < 20; i++) {
            meter.received(10);
        }
        assertThat(meter.traffic().perSecond()).isEqualTo(20);

        time.advance(Duration.ofSeconds(9));
        assertThat(meter.traffic().perSecond()).isEqualTo(2);

        time.advance(Duration.ofSeconds(1));
        assertThat(meter.traffic().perSecond()).isZero();
        assertThat(meter.traffic().messages()).isEqualTo(20);

        time.advance(Duration.ofDays(365));
        meter.sent(5);
        assertThat(meter.traffic().perSecond()).isEqualTo(0.1);
        assertThat(meter.traffic().in()).isEqualTo(new ServerStats.Flow(20, 200, 0));
        assertThat(meter.traffic().out()).isEqualTo(new ServerStats.Flow(1, 5, 0.1));
    }

    @Test
    void timesAreToldByTheirAverageAndTheLastThousand() {
        Times times = new Times();
        assertThat(times.snapshot()).isEqualTo(new ServerStats.Times(Duration.ZERO, Duration.ZERO, Duration.ZERO));

        for (int millis = 1; millis <= 100; millis++) {
            times.add(Duration.ofMillis(millis).toNanos());
        }
        assertThat(times.snapshot())
                .isEqualTo(new ServerStats.Times(
                        Duration.ofNanos(50_500_000), Duration.ofMillis(50), Duration.ofMillis(99)));

        for (int i = 0; i < 1024; i++) {
            times.add(7);
        }
        assertThat(times.snapshot().p99()).isEqualTo(Duration.ofNanos(7));
        assertThat(times.snapshot().average()).isGreaterThan(Duration.ofMillis(4));
    }

    @Test
    void sizeOfATextIsThatOfItsUtf8() {
        String text = "a\u00e9\u20ac\ud83d\ude00";

        assertThat(Meter.bytes(text)).isEqualTo(text.getBytes(UTF_8).length).isEqualTo(10);
    }
}
