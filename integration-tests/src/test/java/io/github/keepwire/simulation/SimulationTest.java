// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static io.github.keepwire.message.Outcome.Status.ACKED;
import static io.github.keepwire.message.Outcome.Status.DROPPED;
import static io.github.keepwire.message.Outcome.Status.EVICTED;
import static io.github.keepwire.message.Outcome.Status.EXPIRED;
import static io.github.keepwire.message.Outcome.Status.FAILED;
import static io.github.keepwire.message.Outcome.Status.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.keepwire.message.Outcome;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Plays schedules by the thousand.
 *
 * <pre>
 *   -Dsimulation.schedules=N   how many seeds from 1 on; 10 000 by default
 *   -Dsimulation.seed=S        only that one, with its trace
 * </pre>
 */
class SimulationTest {
    private static final String REPLAY =
            "mvn -B -pl integration-tests -am verify -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dsimulation.seed=";

    /** Simulated clients give up by the thousand, and show their tokens to everybody. */
    private static final Logger SESSIONS = (Logger) LoggerFactory.getLogger("io.github.keepwire.internal.session");

    @BeforeAll
    static void hush() {
        SESSIONS.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        SESSIONS.setLevel(null);
    }

    @Test
    void everyScheduleKeepsTheLaws() {
        Long single = Long.getLong("simulation.seed");
        if (single != null) {
            Schedule schedule = new Schedule(single);
            try {
                schedule.play();
            } finally {
                System.out.println(schedule.trace());
            }
            return;
        }
        int schedules = Integer.getInteger("simulation.schedules", 10_000);
        Map<Outcome.Status, Integer> outcomes = new EnumMap<>(Outcome.Status.class);
        long steps = 0;
        long crashes = 0;
        long storeFailures = 0;
        long start = System.nanoTime();
        for (long seed = 1; seed <= schedules; seed++) {
            Schedule schedule = play(seed);
            steps += schedule.stepsTaken();
            crashes += schedule.crashes();
            storeFailures += schedule.storeFailures();
            schedule.outcomes().forEach((status, count) -> outcomes.merge(status, count, Integer::sum));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "simulation: %d schedules, %d steps, %.1f s, %.0f schedules/s, outcomes %s, crashes %d, store failures %d%n",
                schedules, steps, seconds, schedules / seconds, outcomes, crashes, storeFailures);
        assertThat(outcomes)
                .as("what the schedules reach")
                .containsKeys(ACKED, SENT, DROPPED, EXPIRED, EVICTED, FAILED);
    }

    @Test
    void twoRunsOfOneSeedGiveTheSameTrace() {
        for (long seed = 1; seed <= 50; seed++) {
            Trace first = new Schedule(seed).play();
            Trace second = new Schedule(seed).play();
            assertThat(second.toString()).isEqualTo(first.toString());
        }
    }

    private static Schedule play(long seed) {
        Schedule schedule = new Schedule(seed);
        try {
            schedule.play();
            return schedule;
        } catch (Throwable broken) {
            throw new AssertionError(
                    "seed " + seed + " breaks a law. Replay it with its trace:\n" + REPLAY + seed, broken);
        }
    }
}
