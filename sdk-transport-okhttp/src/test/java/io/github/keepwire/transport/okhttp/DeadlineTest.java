// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTimer time = new ManualTimer();
    private final AtomicInteger runs = new AtomicInteger();
    private final Deadline deadline = new Deadline(time);

    @Test
    void runsWhenItsTimeHasCome() {
        deadline.arm(SECOND, runs::incrementAndGet);

        time.pass(SECOND);

        assertThat(runs).hasValue(1);
    }

    @Test
    void isArmedOnce() {
        deadline.arm(SECOND, runs::incrementAndGet);
        deadline.arm(SECOND, runs::incrementAndGet);

        assertThat(time.waiting()).isEqualTo(1);
    }

    @Test
    void disarmedItLeavesNothingBehind() {
        deadline.arm(SECOND, runs::incrementAndGet);
        deadline.disarm();
        deadline.arm(SECOND, runs::incrementAndGet);

        assertThat(time.waiting()).isZero();
    }

    @Test
    void timeIsUpWhereTheTimerHasGone() {
        Deadline orphan = new Deadline((delay, task) -> {
            throw new RejectedExecutionException();
        });

        orphan.arm(SECOND, runs::incrementAndGet);

        assertThat(runs).hasValue(1);
    }
}
