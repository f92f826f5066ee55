// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Timer;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ManualTimeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTime time = new ManualTime(7);
    private final Environment environment = time.environment();
    private final List<String> ran = new ArrayList<>();

    @Test
    void nothingRunsUnlessToldTo() {
        environment.executor().execute(() -> ran.add("task"));
        environment.timer().schedule(Duration.ZERO, () -> ran.add("timer"));

        assertThat(ran).isEmpty();
        time.run();
        assertThat(ran).containsExactly("task", "timer");
    }

    @Test
    void tasksRunAtTheirTimeInOrder() {
        plan(3);
        plan(1);
        plan(2);

        time.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("1 at 1", "2 at 2");
        assertThat(time.planned()).isOne();
    }

    @Test
    void tasksForTheSameInstantRunInTheOrderOfPlanning() {
        environment.timer().schedule(SECOND, () -> ran.add("a"));
        environment.timer().schedule(SECOND, () -> ran.add("b"));
        environment.timer().schedule(SECOND, () -> ran.add("c"));

        time.advance(SECOND);

        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void whatATaskPlansWithinTheStretchRunsToo() {
        environment.timer().schedule(SECOND, () -> {
            plan(1);
            environment.executor().execute(() -> ran.add("ready"));
        });

        time.advance(Duration.ofSeconds(5));

        assertThat(ran).containsExactly("ready", "1 at 2");
        assertThat(seconds()).isEqualTo(5);
    }

    @Test
    void runLetsNoTimePass() {
        plan(1);

        time.run();

        assertThat(ran).isEmpty();
        assertThat(seconds()).isZero();
    }

    @Test
    void aStepIsOneTask() {
        environment.executor().execute(() -> ran.add("1"));
        environment.executor().execute(() -> ran.add("2"));

        assertThat(time.step()).isTrue();
        assertThat(ran).containsExactly("1");
        assertThat(time.step()).isTrue();
        assertThat(time.step()).isFalse();
    }

    @Test
    void aCancelledTaskIsGone() {
        Timer.Handle handle = environment.timer().schedule(SECOND, () -> ran.add("x"));

        handle.cancel();
        handle.cancel();
        time.advance(SECOND);

        assertThat(ran).isEmpty();
        assertThat(time.planned()).isZero();
    }

    @Test
    void tellsWhenTheNextTaskIsDue() {
        assertThat(time.untilNext()).isNull();
        plan(3);
        time.advance(SECOND);

        assertThat(time.untilNext()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void anOverdueTaskIsDueNow() {
        environment.timer().schedule(Duration.ofSeconds(-5), () -> ran.add("x"));

        assertThat(time.untilNext()).isEqualTo(Duration.ZERO);
        time.run();
        assertThat(ran).containsExactly("x");
    }

    @Test
    void aDelayForEverIsNeverDue() {
        environment.timer().schedule(ChronoUnit.FOREVER.getDuration(), () -> ran.add("x"));

        time.advance(Duration.ofDays(36_500));

        assertThat(ran).isEmpty();
    }

    @Test
    void theWallClockMovesWithTheTicker() {
        time.advance(Duration.ofMinutes(90));

        assertThat(environment.wallClock().instant()).isEqualTo(ManualTime.START.plus(Duration.ofMinutes(90)));
        assertThat(environment.wallClock().getZone()).isEqualTo(ZoneOffset.UTC);
        ZoneId zone = ZoneId.of("Europe/Berlin");
        assertThat(environment.wallClock().withZone(zone).getZone()).isEqualTo(zone);
        assertThat(environment.wallClock().withZone(zone).instant())
                .isEqualTo(environment.wallClock().instant());
    }

    @Test
    void theDiceDependOnTheSeedAlone() {
        assertThat(rolls(42)).isEqualTo(rolls(42)).isNotEqualTo(rolls(43)).doesNotHaveDuplicates();
    }

    @Test
    void timeDoesNotGoBack() {
        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("duration must not be negative: PT-1S");
    }

    @Test
    void anInstantThatNeverEndsIsToldInsteadOfHanging() {
        class Again implements Runnable {
            @Override
            public void run() {
                environment.executor().execute(this);
            }
        }

        environment.executor().execute(new Again());

        assertThatThrownBy(time::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("time stands still");
    }

    @Test
    void whatATaskThrowsComesThrough() {
        environment.executor().execute(() -> {
            throw new AssertionError("planned");
        });

        assertThatThrownBy(time::run).hasMessage("planned");
    }

    private void plan(int secondsLater) {
        environment
                .timer()
                .schedule(Duration.ofSeconds(secondsLater), () -> ran.add(secondsLater + " at " + seconds()));
    }

    private long seconds() {
        return environment.ticker().nanos() / 1_000_000_000;
    }

    private static List<Long> rolls(long seed) {
        Environment environment = new ManualTime(seed).environment();
        return Stream.generate(() -> environment.dice().nextLong()).limit(50).toList();
    }
}
