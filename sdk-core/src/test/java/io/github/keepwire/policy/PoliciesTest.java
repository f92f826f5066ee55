// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoliciesTest {
    @ParameterizedTest
    @MethodSource("settersOfPositiveDurations")
    void aDurationThatIsNotPositiveIsNamed(String name, Function<Duration, Object> setter) {
        assertBad(() -> setter.apply(Duration.ZERO), name + " must be positive: PT0S");
        assertBad(() -> setter.apply(ofSeconds(-5)), name + " must be positive: PT-5S");
        assertThat(setter.apply(Duration.ofNanos(1))).isNotNull();
    }

    static Stream<Object[]> settersOfPositiveDurations() {
        Addresses addresses = Addresses.of(URI.create("wss://example.com/ws"));
        return Stream.of(
                setter("timeout", "SendOptions.acked", SendOptions::acked),
                setter("timeToLive", "SendOptions.timeToLive", SendOptions.queued()::timeToLive),
                setter("delay", "Backoff.fixed", Backoff::fixed),
                setter("stableAfter", "Reconnect.stableAfter", Reconnect.defaults()::stableAfter),
                setter("retryAfterAtMost", "Reconnect.retryAfterAtMost", Reconnect.defaults()::retryAfterAtMost),
                setter("coolDown", "Addresses.coolDown", addresses::coolDown),
                setter("returnAfter", "Addresses.returnAfter", addresses::returnAfter),
                setter("window", "RateLimit.slidingWindow", window -> RateLimit.slidingWindow(1, window)),
                setter("refillOfOne", "RateLimit.tokenBucket", refill -> RateLimit.tokenBucket(1, refill)),
                setter("pauseAtMost", "Inbox.pauseAtMost", Inbox.defaults()::pauseAtMost),
                setter("interval", "Heartbeat.every", Heartbeat::every),
                setter("timeout", "Heartbeat.timeout", Heartbeat.defaults()::timeout),
                setter("idleTimeout", "Heartbeat.idleTimeout", Heartbeat.defaults()::idleTimeout));
    }

    private static Object[] setter(String field, String name, Function<Duration, Object> setter) {
        return new Object[] {field, Named.of(name, setter)};
    }

    @Test
    void aHeartbeatHasDefaults() {
        assertThat(Heartbeat.defaults().interval()).isEqualTo(ofSeconds(30));
        assertThat(Heartbeat.defaults().timeout()).isEqualTo(ofSeconds(10));
        assertThat(Heartbeat.defaults().payload()).isNull();
        assertThat(Heartbeat.defaults().idleTimeout()).isEmpty();
    }

    @Test
    void aHeartbeatKeepsTheRestOfItself() {
        Heartbeat heartbeat =
                Heartbeat.every(ofSeconds(5)).payload(() -> "status").timeout(ofSeconds(2));

        assertThat(heartbeat.interval()).isEqualTo(ofSeconds(5));
        assertThat(heartbeat.timeout()).isEqualTo(ofSeconds(2));
        assertThat(heartbeat.payload().get()).isEqualTo("status");
        assertThatThrownBy(() -> Heartbeat.defaults().payload(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("payload");
    }

    private static void assertBad(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
