// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WriteWatchTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ManualTimer time = new ManualTimer();
    private final AtomicInteger stalls = new AtomicInteger();
    private final WriteWatch watch = new WriteWatch(time.environment(), TIMEOUT, stalls::incrementAndGet);

    @Test
    void aWriteThatLastsTooLongIsAStall() {
        watch.begin();

        time.pass(TIMEOUT.minusNanos(1));
        assertThat(stalls).hasValue(0);
        time.pass(Duration.ofNanos(1));

        assertThat(stalls).hasValue(1);
    }

    @Test
    void writesThatEndInTimeAreNoStallHoweverMany() {
        for (int i = 0; i < 100; i++) {
            watch.begin();
            time.pass(TIMEOUT.dividedBy(2));
            watch.end();
        }

        assertThat(stalls).hasValue(0);
    }

    @Test
    void theTimeCountsFromTheWriteThatStalls() {
        watch.begin();
        watch.end();
        time.pass(TIMEOUT.minusSeconds(1));
        watch.begin();

        time.pass(TIMEOUT.minusNanos(1));
        assertThat(stalls).hasValue(0);
        time.pass(Duration.ofNanos(1));

        assertThat(stalls).hasValue(1);
    }

    @Test
    void manyWritesPlanOneLook() {
        for (int i = 0; i < 100; i++) {
            watch.begin();
            watch.end();
        }
        assertThat(time.waiting()).isEqualTo(1);

        time.pass(TIMEOUT);

        assertThat(time.waiting()).isZero();
    }

    @Test
    void stoppedItNeitherReportsNorWaits() {
        watch.begin();
        watch.stop();
        assertThat(time.waiting()).isZero();

        watch.begin();
        time.pass(TIMEOUT);

        assertThat(stalls).hasValue(0);
    }
}
