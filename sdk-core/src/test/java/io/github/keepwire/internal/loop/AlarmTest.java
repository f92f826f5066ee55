// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testing.ManualTime;
import io.github.keepwire.time.Environment;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private final ManualTime time = new ManualTime(1);
    private final Environment environment = time.environment();
    private final List<Long> rung = new ArrayList<>();
    private final Alarm alarm = new Alarm(environment, environment.executor(), () -> rung.add(now()));

    @Test
    void ringsAtTheTimeAskedFor() {
        alarm.ringBy(millis(5));

        time.advance(Duration.ofMillis(4));
        assertThat(rung).isEmpty();
        time.advance(Duration.ofMillis(1));

        assertThat(rung).containsExactly(millis(5));
    }

    @Test
    void ringsOnceAtTheEarliestOfManyWishes() {
        alarm.ringBy(millis(5));
        alarm.ringBy(millis(9));
        alarm.ringBy(millis(2));
        alarm.ringBy(millis(7));

        time.advance(Duration.ofMillis(20));

        assertThat(rung).containsExactly(millis(2));
        assertThat(time.planned()).isZero();
    }

    @Test
    void canBeSetAgainAfterItRang() {
        alarm.ringBy(millis(1));
        time.advance(Duration.ofMillis(1));
        alarm.ringBy(millis(3));
        time.advance(Duration.ofMillis(5));

        assertThat(rung).containsExactly(millis(1), millis(3));
    }

    @Test
    void whatIsOverdueRingsAtOnce() {
        time.advance(Duration.ofMillis(10));

        alarm.ringBy(millis(3));
        time.run();

        assertThat(rung).containsExactly(millis(10));
    }

    @Test
    void neverIsNoWish() {
        alarm.ringBy(Alarm.NEVER);

        assertThat(time.planned()).isZero();
        alarm.ringBy(millis(1));
        alarm.ringBy(Alarm.NEVER);
        time.advance(Duration.ofMillis(1));
        assertThat(rung).hasSize(1);
    }

    @Test
    void aStoppedAlarmNeverRings() {
        alarm.ringBy(millis(1));
        alarm.stop();
        alarm.ringBy(millis(2));

        time.advance(Duration.ofMillis(5));

        assertThat(rung).isEmpty();
        assertThat(time.planned()).isZero();
    }

    @Test
    void aRingThatIsOnItsWayIsDroppedByAnEarlierWish() {
        List<Runnable> lane = new ArrayList<>();
        Alarm slow = new Alarm(environment, lane::add, () -> rung.add(now()));
        slow.ringBy(millis(5));
        time.advance(Duration.ofMillis(5));
        slow.ringBy(millis(3)); // the ring for 5 ms waits in the lane
        time.run();

        lane.forEach(Runnable::run);

        assertThat(rung).hasSize(1);
    }

    @Test
    void aRingThatIsOnItsWayIsDroppedByAStop() {
        List<Runnable> lane = new ArrayList<>();
        Alarm slow = new Alarm(environment, lane::add, () -> rung.add(now()));
        slow.ringBy(millis(5));
        time.advance(Duration.ofMillis(5));

        slow.stop();
        lane.forEach(Runnable::run);

        assertThat(rung).isEmpty();
    }

    @Test
    void aWaitIsCountedFromNow() {
        assertThat(Alarm.after(5, Duration.ofNanos(7))).isEqualTo(12);
        assertThat(Alarm.after(-5, Duration.ofDays(36_500)))
                .isEqualTo(Duration.ofDays(36_500).toNanos() - 5);
    }

    @Test
    void aWaitBeyondACenturyNeverEnds() {
        assertThat(Alarm.after(5, Duration.ofDays(36_501))).isEqualTo(Alarm.NEVER);
        assertThat(Alarm.after(5, ChronoUnit.FOREVER.getDuration())).isEqualTo(Alarm.NEVER);
    }

    @Test
    void aNegativeWaitIsOver() {
        assertThat(Alarm.after(5, Duration.ofNanos(-1))).isEqualTo(5);
        assertThat(Alarm.after(5, Duration.ofSeconds(Long.MIN_VALUE))).isEqualTo(5);
    }

    private long now() {
        return environment.ticker().nanos();
    }

    private static long millis(long value) {
        return value * 1_000_000;
    }
}
