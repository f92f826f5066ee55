// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.stats.ClientStats;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
    private final Histogram histogram = new Histogram();

    @Test
    void withoutAnyThingEverythingIsZero() {
        assertThat(histogram.snapshot()).isEqualTo(ClientStats.Latency.NONE);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999, 15_000, 16_000, 31_999, 1_000_000, 123_456_789, 4_000_000_000_000L})
    void oneValueIsItsOwnStatistics(long nanos) {
        histogram.record(nanos);

        ClientStats.Latency latency = histogram.snapshot();
        assertThat(latency.count()).isEqualTo(1);
        assertThat(latency.average()).isEqualTo(Duration.ofNanos(nanos));
        assertThat(latency.max()).isEqualTo(Duration.ofNanos(nanos));
        assertIsClose(latency.p50(), nanos);
        assertIsClose(latency.p99(), nanos);
    }

    @Test
    void percentilesAreWithinTheirBoundWhateverTheShape() {
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            Histogram fresh = new Histogram();
            long[] values = new long[1 + random.nextInt(3_000)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (long) Math.exp(random.nextDouble() * 29);
                fresh.record(values[i]);
            }
            Arrays.sort(values);
            ClientStats.Latency latency = fresh.snapshot();
            assertThat(latency.count()).isEqualTo(values.length);
            assertThat(latency.max().toNanos()).isEqualTo(values[values.length - 1]);
            assertIsClose(latency.p50(), values[(values.length + 1) / 2 - 1]);
            assertIsClose(latency.p99(), values[values.length - values.length / 100 - 1]);
            assertThat(latency.average().toNanos())
                    .isEqualTo(Arrays.stream(values).sum() / values.length);
        }
    }

    @Test
    void ninetyNineOfAHundredAreNotLongerThanThat() {
        for (int i = 0; i < 99; i++) {
            histogram.record(1_000_000);
        }
        histogram.record(1_000_000_000);

        assertIsClose(histogram.snapshot().p99(), 1_000_000);
        histogram.record(1_000_000_000);
        assertThat(histogram.snapshot().p99()).isBetween(Duration.ofMillis(960), Duration.ofMillis(1_000));
    }

    @Test
    void whatTakesForEverIsStillCounted() {
        histogram.record(Long.MAX_VALUE / 2);
        histogram.record(-5);

        assertThat(histogram.snapshot().count()).isEqualTo(2);
        assertThat(histogram.snapshot().max()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE / 2));
        assertThat(histogram.snapshot().p99()).isGreaterThan(Duration.ofMinutes(69));
    }

    private static void assertIsClose(Duration actual, long nanos) {
        long bound = Math.max(1_000, nanos / 25);
        assertThat(actual.toNanos()).isBetween(nanos - bound, nanos + bound);
    }
}
