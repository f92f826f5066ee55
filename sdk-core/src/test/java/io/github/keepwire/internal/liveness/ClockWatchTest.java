// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.liveness;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.policy.Heartbeat;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockWatchTest {
    private static final Heartbeat HEARTBEAT = Heartbeat.every(ofSeconds(30)).timeout(ofSeconds(10));

    @ParameterizedTest(name = "ticker {0} s, wall {1} s: {2}")
    @CsvSource({
        "0, 0, false",
        "30, 30, false",
        "45, 45, false",
        "82, 82, false",
        "83, 83, true",
        "600, 600, true",
        "1, 60, true",
        "1, 42, false",
        "1, 43, true",
        "30, -86400, false",
        "0, 86400, true"
    })
    void aLeapIsMoreThanAnybodyWaitedFor(long tickerSeconds, long wallSeconds, boolean leapt) {
        ClockWatch watch = new ClockWatch(HEARTBEAT, 5, 1_000_000);

        assertThat(watch.hasLeapt(5 + ofSeconds(tickerSeconds).toNanos(), 1_000_000 + 1000 * wallSeconds))
                .isEqualTo(leapt);
    }

    @Test
    void aLeapIsToldOnce() {
        ClockWatch watch = new ClockWatch(HEARTBEAT, 0, 0);

        assertThat(watch.hasLeapt(ofSeconds(600).toNanos(), 600_000)).isTrue();
        assertThat(watch.hasLeapt(ofSeconds(601).toNanos(), 601_000)).isFalse();
    }

    @Test
    void aHeartbeatForEverNeverLeaps() {
        Heartbeat forEver = Heartbeat.every(ChronoUnit.FOREVER.getDuration());
        ClockWatch watch = new ClockWatch(forEver, 0, 0);

        assertThat(watch.hasLeapt(Long.MAX_VALUE, 0)).isTrue();
        assertThat(new ClockWatch(forEver, 0, 0).hasLeapt(ofSeconds(86_400).toNanos(), 86_400_000))
                .isFalse();
    }
}
