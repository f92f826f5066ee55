// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.liveness;

import static io.github.keepwire.internal.liveness.Liveness.Verdict.HEARTBEAT;
import static io.github.keepwire.internal.liveness.Liveness.Verdict.IDLE;
import static io.github.keepwire.internal.liveness.Liveness.Verdict.LOST;
import static io.github.keepwire.internal.liveness.Liveness.Verdict.PROBE;
import static io.github.keepwire.internal.liveness.Liveness.Verdict.WAIT;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.policy.Heartbeat;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private static final Heartbeat HEARTBEAT_30 = Heartbeat.every(ofSeconds(30)).timeout(ofSeconds(10));

    private long now = seconds(1_000);

    @Test
    void aHeartbeatGoesOutEveryInterval() {
        Liveness life = life(false);

        assertThat(at(life, 29)).isEqualTo(WAIT);
        assertThat(at(life, 1)).isEqualTo(HEARTBEAT);
        assertThat(life.tick(now)).isEqualTo(WAIT);
        life.heardTraffic(now);
        assertThat(at(life, 29)).isEqualTo(WAIT);
        assertThat(at(life, 1)).isEqualTo(HEARTBEAT);
    }

    @Test
    void aHeartbeatWithoutAnyAnswerMeansDeath() {
        Liveness life = life(false);
        assertThat(at(life, 30)).isEqualTo(HEARTBEAT);

        assertThat(at(life, 9)).isEqualTo(WAIT);
        assertThat(life.nextDue()).isEqualTo(now + seconds(1));
        assertThat(at(life, 1)).isEqualTo(LOST);
    }

    @Test
    void anyTrafficIsLife() {
        Liveness life = life(false);
        at(life, 30);
        now += seconds(9);

        life.heardTraffic(now);

        assertThat(at(life, 2)).isEqualTo(WAIT);
    }

    @Test
    void aPongIsLife() {
        Liveness life = life(false);
        at(life, 30);

        life.heardPong(now);

        assertThat(at(life, 15)).isEqualTo(WAIT);
    }

    @Test
    void trafficOfItsOwnAccordDoesNotDelayTheHeartbeat() {
        Liveness life = life(false);
        now += seconds(29);
        life.heardTraffic(now);

        assertThat(at(life, 1)).isEqualTo(HEARTBEAT);
    }

    @Test
    void silenceForTheIdleTimeoutMeansDeathWhateverTheHeartbeatSays() {
        Liveness life = new Liveness(HEARTBEAT_30.idleTimeout(ofSeconds(15)), false, now);
        assertThat(life.needsTime()).isTrue();
        at(life, 14);

        life.heardTraffic(now);
        assertThat(at(life, 14)).isEqualTo(WAIT);
        life.heardPong(now);
        assertThat(at(life, 14)).isEqualTo(HEARTBEAT);
        assertThat(life.nextDue()).isEqualTo(now + seconds(1));

        assertThat(at(life, 1)).isEqualTo(IDLE);
    }

    @Test
    void noIdleTimeoutRunsWhileWeAskForNothing() {
        Liveness life = new Liveness(HEARTBEAT_30.idleTimeout(ofSeconds(15)), false, now);

        life.pause();
        assertThat(at(life, 20)).isEqualTo(WAIT);
        life.resume(now);

        assertThat(at(life, 9)).isEqualTo(WAIT);
        assertThat(at(life, 1)).isEqualTo(HEARTBEAT);
        assertThat(at(life, 5)).isEqualTo(IDLE);
    }

    @Test
    void aPongDuringAPauseDoesNotBeginTheIdleTimeout() {
        Liveness life = new Liveness(HEARTBEAT_30.idleTimeout(ofSeconds(15)), false, now);
        life.pause();

        life.heardPong(now);

        assertThat(at(life, 20)).isEqualTo(WAIT);
        life.resume(now);
        assertThat(life.nextDue()).isEqualTo(now + seconds(10));
    }

    @Test
    void aProbeGoesOutASecondAfterTrafficFallsSilent() {
        Liveness life = life(true);
        life.heardTraffic(now);

        assertThat(atMillis(life, 999)).isEqualTo(WAIT);
        assertThat(atMillis(life, 1)).isEqualTo(PROBE);
        assertThat(life.tick(now)).isEqualTo(WAIT);
    }

    @Test
    void aProbeWithoutAnswerMeansDeathWithinTwoSeconds() {
        Liveness life = life(true);
        assertThat(at(life, 1)).isEqualTo(PROBE);

        assertThat(atMillis(life, 1_999)).isEqualTo(WAIT);
        assertThat(atMillis(life, 1)).isEqualTo(LOST);
    }

    @Test
    void anAnsweredProbeRestsUntilTheNextTraffic() {
        Liveness life = life(true);
        at(life, 1);
        life.heardPong(now);

        assertThat(at(life, 28)).isEqualTo(WAIT);
        life.heardTraffic(now);
        assertThat(life.nextDue()).isEqualTo(now + seconds(1));
        assertThat(at(life, 1)).isEqualTo(HEARTBEAT);
        assertThat(life.tick(now)).isEqualTo(PROBE);
    }

    @Test
    void aTransportThatSeesTheEndIsNotProbed() {
        Liveness life = life(false);
        life.heardTraffic(now);

        assertThat(at(life, 5)).isEqualTo(WAIT);
        assertThat(life.needsTime()).isFalse();
    }

    @Test
    void aProbeUnderWayKeepsItsDeadlineWhenAHeartbeatFollows() {
        Liveness life = new Liveness(Heartbeat.every(ofSeconds(2)).timeout(ofSeconds(10)), true, now);
        assertThat(at(life, 1)).isEqualTo(PROBE);
        assertThat(at(life, 1)).isEqualTo(HEARTBEAT);

        assertThat(at(life, 1)).isEqualTo(LOST);
    }

    @Test
    void silenceCountsForNothingWhileWeAskForNothing() {
        Liveness life = life(true);
        at(life, 1);

        life.pause();

        assertThat(life.isPaused()).isTrue();
        assertThat(at(life, 28)).isEqualTo(WAIT);
        assertThat(at(life, 1)).isEqualTo(HEARTBEAT);
        assertThat(at(life, 29)).isEqualTo(WAIT);
    }

    @Test
    void aPausedLinkStillSendsItsHeartbeats() {
        Liveness life = life(false);
        life.pause();

        assertThat(at(life, 30)).isEqualTo(HEARTBEAT);
        assertThat(at(life, 30)).isEqualTo(HEARTBEAT);
    }

    @Test
    void aProbeThatFallsDueInAPauseIsNotAskedAboutAgainAndAgain() {
        Liveness life = life(true);
        life.pause();

        assertThat(at(life, 1)).isEqualTo(WAIT);
        assertThat(life.nextDue()).isGreaterThan(now);
    }

    @Test
    void afterAPauseTheClocksBeginAnew() {
        Liveness life = life(true);
        life.pause();
        at(life, 29);

        life.resume(now);

        assertThat(life.isPaused()).isFalse();
        assertThat(life.nextDue()).isEqualTo(now + seconds(1));
        assertThat(at(life, 1)).isEqualTo(HEARTBEAT);
        assertThat(life.tick(now)).isEqualTo(PROBE);
        assertThat(at(life, 2)).isEqualTo(LOST);
    }

    @Test
    void aHeartbeatForEverIsNoHeartbeat() {
        Duration forEver = ChronoUnit.FOREVER.getDuration();

        Liveness life = new Liveness(Heartbeat.every(forEver).timeout(forEver), false, now);

        assertThat(at(life, 3_000_000)).isEqualTo(WAIT);
    }

    private Liveness life(boolean probes) {
        return new Liveness(HEARTBEAT_30, probes, now);
    }

    private Liveness.Verdict at(Liveness life, long secondsLater) {
        return atMillis(life, secondsLater * 1_000);
    }

    private Liveness.Verdict atMillis(Liveness life, long millisLater) {
        now += millisLater * 1_000_000;
        return life.tick(now);
    }

    private static long seconds(long value) {
        return value * 1_000_000_000L;
    }
}
