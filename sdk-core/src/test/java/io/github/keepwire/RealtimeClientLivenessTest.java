// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.time.Environment;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RealtimeClientLivenessTest {
    @Test
    void aHeartbeatGoesOutEveryThirtySeconds() {
        Rig rig = new Rig().connected();

        rig.advance(ofSeconds(30).minusNanos(1));
        assertThat(rig.server.frames).isEmpty();
        rig.advance(Duration.ofNanos(1));
        assertThat(rig.server.frames).containsExactly("heartbeat||{}");
        rig.advance(ofSeconds(60));

        assertThat(rig.server.frames).hasSize(3);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aServerThatSaysNothingForTheIdleTimeoutIsGivenUp() {
        Heartbeat heartbeat = Heartbeat.every(ofSeconds(30)).idleTimeout(ofSeconds(12));
        Rig rig = new Rig(builder -> builder.heartbeat(heartbeat)).connected();

        rig.advance(ofSeconds(10));
        rig.hear("note||1");
        rig.advance(ofSeconds(11));
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        rig.advance(ofSeconds(1));

        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
        assertThat(rig.changes.get(rig.changes.size() - 1).error())
                .hasMessageContaining("nothing arrived within the idle timeout");
    }

    @Test
    void aHeartbeatCarriesWhatTheApplicationSays() {
        AtomicInteger battery = new AtomicInteger(80);
        Heartbeat heartbeat = Heartbeat.every(ofSeconds(5)).payload(() -> Map.of("battery", battery.getAndDecrement()));
        Rig rig = new Rig(builder -> builder.heartbeat(heartbeat)).connected();

        rig.advance(ofSeconds(10));

        assertThat(rig.server.payloads("heartbeat")).containsExactly("{\"battery\":80}", "{\"battery\":79}");
    }

    @Test
    void aHeartbeatGoesOutEvenIfItsPayloadCannotBeHad() {
        Rig rig = failingWith(() -> {
            throw new IllegalStateException("planned");
        });

        assertThat(rig.server.payloads("heartbeat")).containsExactly("{}");
        assertThat(rig.errorCodes()).containsExactly(ErrorCode.PROVIDER_FAILED);
    }

    @Test
    void aHeartbeatGoesOutEvenIfItsPayloadEndsInAnError() {
        Rig rig = failingWith(() -> {
            throw new NoClassDefFoundError("planned");
        });

        assertThat(rig.server.payloads("heartbeat")).containsExactly("{}");
        assertThat(rig.errorCodes()).containsExactly(ErrorCode.PROVIDER_FAILED);
    }

    @Test
    void aHeartbeatGoesOutEvenIfItsPayloadIsNull() {
        Rig rig = failingWith(() -> null);

        assertThat(rig.server.payloads("heartbeat")).containsExactly("{}");
        assertThat(rig.errorCodes()).containsExactly(ErrorCode.PROVIDER_FAILED);
    }

    private static Rig failingWith(Supplier<Object> payload) {
        Heartbeat heartbeat = Heartbeat.every(ofSeconds(5)).payload(payload);
        Rig rig = new Rig(builder -> builder.heartbeat(heartbeat)).connected();
        rig.advance(ofSeconds(5));
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        return rig;
    }

    @Test
    void aLinkThatAnswersNothingIsLostAfterIntervalAndTimeout() {
        Rig rig = new Rig().connected();
        rig.server.peer().blackHole();

        rig.advance(ofSeconds(40).minusNanos(1));
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        rig.advance(Duration.ofNanos(1));

        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
        assertThat(rig.changes.get(2).error().code()).isEqualTo(ErrorCode.LINK_LOST);
        assertThat(rig.changes.get(2).reason()).contains("answers neither heartbeat nor ping");
        assertThat(rig.transport.openLinks()).isZero();
    }

    @Test
    void aLinkThatAnswersLivesForEver() {
        Rig rig = new Rig().connected();

        rig.advance(Duration.ofDays(2));

        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(rig.server.payloads("heartbeat")).hasSize(2 * 24 * 120);
    }

    @Test
    void aHeartbeatWaitsForTheHandshake() {
        Heartbeat heartbeat = Heartbeat.every(ofSeconds(2));
        Rig rig = new Rig(PipeDialect.greeting(), builder -> builder.heartbeat(heartbeat));
        rig.server.welcoming = false;
        rig.client.connect();
        rig.advance(ofSeconds(5));
        assertThat(rig.server.frames).containsExactly("hello||");

        rig.hear("welcome||");
        rig.advance(ofSeconds(2));

        assertThat(rig.server.frames).containsExactly("hello||", "heartbeat||{}");
    }

    @Test
    void aHeartbeatForEverIsNoHeartbeat() {
        Duration forEver = ChronoUnit.FOREVER.getDuration();
        Rig rig = new Rig(builder -> builder.heartbeat(Heartbeat.every(forEver).timeout(forEver))).connected();

        rig.advance(Duration.ofDays(365));

        assertThat(rig.server.frames).isEmpty();
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aTransportThatMayMissTheEndIsProbedAfterASecond() {
        Rig rig = blindRig().connected();
        rig.hear("note||1");
        rig.server.peer().blackHole();

        rig.advance(ofSeconds(3).minusNanos(1));
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        rig.advance(Duration.ofNanos(1));

        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
    }

    @Test
    void aProbeThatIsAnsweredIsNoTrafficToProbeAgain() {
        Rig rig = blindRig().connected();

        rig.advance(ofSeconds(29));

        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(rig.time.untilNext()).isEqualTo(ofSeconds(1));
    }

    private static Rig blindRig() {
        AtomicReference<Transport> loopback = new AtomicReference<>();
        Rig rig = new Rig(builder -> builder.transport(blind(loopback::get)));
        loopback.set(rig.transport);
        return rig;
    }

    /** The loopback transport, but for the promise to see the end of the stream. */
    private static Transport blind(Supplier<Transport> loopback) {
        return new Transport() {
            @Override
            public String name() {
                return "blind";
            }

            @Override
            public Set<Transport.Capability> capabilities() {
                return Collections.emptySet();
            }

            @Override
            public CompletionStage<Link> open(LinkRequest request, Link.Listener listener, Environment environment) {
                return loopback.get().open(request, listener, environment);
            }

            @Override
            public CompletionStage<HttpCall.Reply> exchange(HttpCall call) {
                return loopback.get().exchange(call);
            }

            @Override
            public void close() {}
        };
    }
}
