// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateWindowTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = -7 * SECOND + 13; // tickers may be negative

    private final RateWindow window = new RateWindow(START);
    private long total;

    private void count(double atSecond, long events) {
        total += events;
        window.sample(at(atSecond), total);
    }

    private double rate(double atSecond) {
        return window.perSecond(at(atSecond), total);
    }

    private static long at(double second) {
        return START + (long) (second * SECOND);
    }

    @Test
    void whatNeverHappensHasNoRate() {
        assertThat(rate(0)).isZero();
        assertThat(rate(3_600)).isZero();
    }

    @Test
    void theFirstEventsCountForAWholeSecond() {
        count(0.001, 5);

        assertThat(rate(0.001)).isEqualTo(5);
        assertThat(rate(1)).isEqualTo(5);
        assertThat(rate(2)).isEqualTo(2.5);
    }

    @Test
    void aSteadyStreamHasItsRateAtAnyTime() {
        for (int i = 1; i <= 4_000; i++) {
            count(i / 100.0, 1);
            if (i > 1_000) {
                assertThat(rate(i / 100.0)).isCloseTo(100, within(1.0));
            }
        }
    }

    @Test
    void aBurstIsForgottenAfterTenSeconds() {
        count(20.5, 90);

        assertThat(rate(29.5)).isCloseTo(90 / 9.5, within(0.01));
        assertThat(rate(30.0)).isZero();
        assertThat(rate(3_000)).isZero();
    }

    @Test
    void eventsBehindALongSilenceAreNotThoseBeforeIt() {
        count(1, 1_000);
        count(50, 9);

        assertThat(rate(50)).isEqualTo(1);
        count(100_000, 18);
        assertThat(rate(100_000)).isEqualTo(2);
    }

    @Test
    void agreesWithCountingOneByOne() {
        Random random = new Random(7);
        List<Double> events = new ArrayList<>();
        double now = 0;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(50) == 0 ? random.nextDouble() * 15 : random.nextDouble() * 0.01;
            events.add(now);
            count(now, 1);
            double first = Math.max(0, Math.floor(now) - 9);
            int from = events.size();
            while (from > 0 && events.get(from - 1) >= first) {
                from--;
            }
            assertThat(rate(now)).isCloseTo((events.size() - from) / Math.max(1, now - first), within(0.1));
        }
    }
}
