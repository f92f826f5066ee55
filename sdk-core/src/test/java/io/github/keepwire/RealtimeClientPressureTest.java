// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.statusOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.SendOptions;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Listeners that are slow, or do not come back at all. */
class RealtimeClientPressureTest {
    /** What the listeners' executor has been given and has not run. */
    private final Queue<Runnable> callbacks = new ArrayDeque<>();

    private final Rig rig = stalled(PipeDialect.greeting());

    private Rig stalled(PipeDialect dialect) {
        return new Rig(
                dialect, builder -> builder.callbackExecutor(callbacks::add).heartbeat(Heartbeat.every(ofSeconds(30))));
    }

    @Test
    void aSlowListenerSlowsThePeerAndNotTheHeap() {
        connect();

        flood(5_000);

        long waiting = rig.client.stats().inbound().waiting();
        assertThat(waiting).isBetween(1024L, 1024L + 16);
        assertThat(rig.client.stats().inbound().frames()).isLessThan(1100);
    }

    @Test
    void largeMessagesFillTheMailboxByBytes() {
        connect();
        String large = "\"" + "x".repeat(200_000) + "\"";

        for (int i = 0; i < 100; i++) {
            rig.server.say("note||" + large);
        }
        rig.run();

        assertThat(rig.client.stats().inbound().waiting())
                .as("4 MiB, and at most 1 MiB on its way")
                .isBetween(20L, 30L);
    }

    @Test
    void onceTheListenersHaveCaughtUpTheRestComes() {
        connect();
        flood(5_000);

        runCallbacks();

        assertThat(rig.client.stats().inbound().delivered()).isEqualTo(5_000);
        assertThat(rig.client.stats().inbound().waiting()).isZero();
    }

    @Test
    void aPausedLinkIsNotTakenForDead() {
        connect();
        flood(5_000);
        rig.server.peer().blackHole();

        rig.advance(ofSeconds(19));

        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void onceThePauseIsOverADeadPeerIsNoticedBehindListenersThatNeverReturn() {
        connect();
        flood(5_000);
        rig.server.peer().blackHole();

        rig.advance(ofSeconds(20 + 40));

        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
    }

    @Test
    void aPausedLinkStillSaysThatWeLive() {
        connect();
        flood(5_000);

        rig.advance(ofSeconds(90));

        assertThat(rig.server.payloads("heartbeat")).hasSize(3);
    }

    @Test
    void afterThePauseSilenceCountsAgain() {
        connect();
        flood(2_000);
        rig.advance(ofSeconds(100));
        rig.server.peer().blackHole();

        runCallbacks();
        rig.advance(ofSeconds(40));

        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
    }

    @Test
    void noMessageIsSentAgainWhileItsAckCannotBeHeard() {
        connect();
        Receipt receipt = rig.send("1", SendOptions.acked(ofSeconds(10)));
        rig.run();
        flood(2_000);
        rig.server.say("ack|1|{}");

        rig.advance(ofSeconds(300));
        assertThat(rig.server.ids("note")).containsExactly("1");
        runCallbacks();

        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.ACKED);
        assertThat(rig.server.ids("note")).containsExactly("1");
    }

    @Test
    void messagesStillGoOutWhileTheLinkIsPaused() {
        connect();
        flood(5_000);

        Receipt receipt = rig.client.send("note", "out");
        rig.run();

        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void aClientWithAFullMailboxCanBeClosed() {
        connect();
        flood(5_000);

        var closed = rig.client.closeAsync(ofSeconds(1));
        rig.advance(ofSeconds(5));

        assertThat(closed).isCompleted();
        assertThat(rig.time.planned()).isZero();
    }

    @Test
    void aFullMailboxDoesNotHoldUpTheNextHandshake() {
        connect();
        flood(5_000);
        rig.hear("bye||unheard");
        rig.server.peer().cut();
        rig.advance(ofSeconds(1));
        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);

        rig.client.connect();
        rig.run();

        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        long before = rig.client.stats().inbound().frames();
        flood(1_000);
        assertThat(rig.client.stats().inbound().frames()).isLessThan(before + 20);
        runCallbacks();
        assertThat(rig.client.stats().inbound().waiting()).isZero();
        assertThat(rig.client.stats().inbound().frames()).isEqualTo(before + 1_000);
    }

    private void connect() {
        rig.connected();
        runCallbacks();
    }

    private void flood(int frames) {
        for (int i = 0; i < frames; i++) {
            rig.server.say("note||" + i);
        }
        rig.run();
    }

    private void runCallbacks() {
        for (Runnable next = callbacks.poll(); next != null; next = callbacks.poll()) {
            next.run();
            rig.run();
        }
    }
}
