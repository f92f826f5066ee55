// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.statusOf;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.testing.LoopbackTransport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RealtimeClientOutageTest {
    private static final SendOptions ACKED = SendOptions.acked(ofSeconds(60));

    private final Rig rig = new Rig();

    @BeforeEach
    void connect() {
        rig.connected();
    }

    @Test
    void aLostLinkFailsTheClientWithItsReason() {
        rig.server.peer().cut();
        rig.run();

        StateChange lost = rig.changes.get(2);
        assertThat(lost.previous()).isEqualTo(ConnectionState.OPEN);
        assertThat(lost.current()).isEqualTo(ConnectionState.FAILED);
        assertThat(lost.error().code()).isEqualTo(ErrorCode.LINK_LOST);
        assertThat(lost.error().retryable()).isTrue();
        assertThat(lost.reason()).contains("pipe.test:80").contains("was lost");
        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
    }

    @Test
    void aPeersCloseTellsItsCodeAndReason() {
        rig.server.peer().close(4001, "maintenance\r\nat noon");
        rig.run();

        ConnectionException error = (ConnectionException) rig.changes.get(2).error();
        assertThat(error.code()).isEqualTo(ErrorCode.CLOSED_BY_PEER);
        assertThat(error.closeCode()).contains(4001);
        assertThat(rig.changes.get(2).reason())
                .contains("4001")
                .contains("maintenance")
                .doesNotContain("\n");
    }

    @Test
    void whatCameBeforeThePeersCloseIsHeard() {
        rig.server.say("note||1");
        rig.server.say("note||2");
        rig.server.peer().close(1001, "");
        rig.run();

        assertThat(rig.client.stats().inbound().delivered()).isEqualTo(2);
    }

    @Test
    void aMessageThatWasBeingWrittenFailsSinceItMayHaveArrived() {
        rig.latency = ofMillis(100);
        Receipt inFlight = rig.client.send("note", 1);
        rig.run();
        assertThat(rig.ledger().inFlight()).isOne();

        rig.server.peer().cut();
        rig.advance(ofSeconds(1));

        assertThat(statusOf(inFlight)).isEqualTo(Outcome.Status.FAILED);
        assertThat(inFlight.outcome().join().error().code()).isEqualTo(ErrorCode.LINK_LOST);
        assertThat(inFlight.outcome().join().error()).hasMessageContaining("may or may not have arrived");
        assertThat(rig.ledger().ended()).isOne();
    }

    @Test
    void whatIsSentWhileThereIsNoConnectionWaitsForTheNext() {
        rig.server.peer().cut();
        rig.run();
        Receipt waiting = rig.client.send("note", 1);
        Receipt dropped = rig.client.send("note", 2, SendOptions.volatileOnly());
        rig.run();
        assertThat(statusOf(waiting)).isNull();
        assertThat(statusOf(dropped)).isEqualTo(Outcome.Status.DROPPED);

        rig.connected();

        assertThat(statusOf(waiting)).isEqualTo(Outcome.Status.SENT);
        assertThat(rig.server.payloads("note")).containsExactly("1");
    }

    @Test
    void whatAwaitsItsAckGoesAgainFirstWithItsIdInItsOrder() {
        Receipt first = rig.send("1", ACKED);
        rig.send("2", ACKED);
        rig.send("3", ACKED);
        rig.run();
        rig.hear("ack|2|{}");
        rig.server.peer().cut();
        rig.run();
        rig.send("4", SendOptions.queued());
        rig.server.frames.clear();

        rig.connected();

        assertThat(rig.server.ids("note")).containsExactly("1", "3", "4");
        rig.hear("ack|1|{}");
        assertThat(statusOf(first)).isEqualTo(Outcome.Status.ACKED);
        assertThat(rig.ledger().inFlight()).isOne();
    }

    @Test
    void anAckMayComeOnALaterLink() {
        Receipt receipt = rig.send("1", ACKED);
        rig.run();
        rig.server.peer().cut();
        rig.run();
        rig.connected();

        rig.hear("ack|1|{}");

        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.ACKED);
    }

    @Test
    void whatTheOldLinkStillSaysIsNotHeard() {
        LoopbackTransport.Server.Peer old = rig.server.peer();
        rig.latency = ofMillis(100);
        old.send("note||late");
        rig.hear("bye||enough");
        rig.advance(ofSeconds(1));
        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
        rig.latency = ofMillis(0);
        long before = rig.client.stats().inbound().delivered();
        rig.connected();

        old.send("note||later");
        old.cut();
        rig.advance(ofSeconds(1));

        assertThat(rig.client.stats().inbound().delivered()).isEqualTo(before);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void eachOfManyOutagesKeepsTheBooks() {
        rig.server.acking = false;
        for (int outage = 0; outage < 10; outage++) {
            for (int i = 0; i < 10; i++) {
                rig.send(outage + "." + i, ACKED);
                rig.send(outage + "q" + i, SendOptions.queued());
            }
            rig.run();
            rig.server.peer().cut();
            rig.run();
            assertThat(rig.ledger().inFlight()).isZero();
            rig.connected();
        }
        rig.server.acking = true;
        rig.server.peer().cut();
        rig.run();
        rig.connected();

        assertThat(rig.ledger().offered()).isEqualTo(200);
        assertThat(rig.ledger().ended()).isEqualTo(200);
        assertThat(rig.time.planned()).isLessThanOrEqualTo(1);
    }

    @Test
    void aListenerThatReconnectsKeepsTheClientAlive() {
        rig.client.onState(change -> {
            if (change.current() == ConnectionState.FAILED) {
                rig.client.connect();
            }
        });

        rig.server.peer().cut();
        rig.run();
        rig.server.peer().close(1001, "");
        rig.run();

        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(rig.server.peers).hasSize(3);
    }
}
