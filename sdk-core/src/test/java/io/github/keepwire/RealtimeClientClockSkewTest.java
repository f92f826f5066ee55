// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.statusOf;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wall clock that is wrong, or is set while the client waits: no wait is measured with it. */
class RealtimeClientClockSkewTest {
    private static final Duration DELAY = ofSeconds(5);
    private static final Duration JUST_BEFORE = DELAY.minus(ofNanos(1));

    private final Rig rig =
            new Rig(builder -> builder.reconnect(Reconnect.defaults().backoff(Backoff.fixed(DELAY)))
                    .heartbeat(Heartbeat.every(ofSeconds(30)).timeout(ofSeconds(10))));

    @ParameterizedTest(name = "{0} days")
    @ValueSource(ints = {-7_000, -1, 1, 7_000})
    void aBackoffLastsAsLongAsItShouldWhateverTheClockIsSetTo(int days) {
        rig.connected();
        rig.server.peer().cut();
        rig.run();
        rig.time.setWallClock(ofDays(days));

        rig.advance(JUST_BEFORE);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.RECONNECTING);
        rig.advance(ofNanos(1));

        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @ParameterizedTest(name = "{0} days")
    @ValueSource(ints = {-7_000, -1, 1, 7_000})
    void aTimeToLiveLastsAsLongAsItShouldWhateverTheClockIsSetTo(int days) {
        Receipt receipt = rig.send("1", SendOptions.queued().timeToLive(DELAY));
        rig.run();
        rig.time.setWallClock(ofDays(days));

        rig.advance(JUST_BEFORE);
        assertThat(statusOf(receipt)).isNull();
        rig.advance(ofNanos(1));

        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.EXPIRED);
    }

    @ParameterizedTest(name = "{0} days")
    @ValueSource(ints = {-7_000, -1})
    void aWaitForAnAckLastsAsLongAsItShouldHoweverFarTheClockIsSetBack(int days) {
        rig.connected();
        rig.send("1", SendOptions.acked(DELAY));
        rig.run();
        rig.time.setWallClock(ofDays(days));

        rig.advance(JUST_BEFORE);
        assertThat(rig.server.ids("note")).containsExactly("1");
        rig.advance(ofNanos(1));

        assertThat(rig.server.ids("note")).containsExactly("1", "1");
    }

    @ParameterizedTest(name = "{0} days")
    @ValueSource(ints = {-7_000, -1, 1, 7_000})
    void aClockThatHasAlwaysBeenWrongCostsNoConnection(int days) {
        rig.time.setWallClock(ofDays(days));
        rig.connected();

        rig.advance(ofSeconds(600));

        assertThat(rig.server.peers).hasSize(1);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    /** A machine that slept cannot be told from one whose clock was set: that is worth one reconnection, and no more. */
    @ParameterizedTest(name = "{0} days")
    @ValueSource(ints = {1, 7_000})
    void aClockThatIsSetForwardCostsOneReconnection(int days) {
        rig.connected();
        rig.time.setWallClock(ofDays(days));

        rig.advance(ofSeconds(600));

        assertThat(rig.server.peers).hasSize(2);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(rig.changes.get(2).error().code()).isEqualTo(ErrorCode.LINK_LOST);
    }
}
