// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.statusOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.SendOptions;
import org.junit.jupiter.api.Test;

/** A message that the server never acknowledges, or refuses: it ends, and does not hold up what is behind it for ever. */
class PoisonMessageTest {
    private static final SendOptions ACKED =
            SendOptions.acked(ofSeconds(10)).key("line").maxAttempts(3);

    @Test
    void whatIsBehindOneThatIsNeverAcknowledgedGoesOn() {
        Rig rig = new Rig().connected();
        Receipt poison = rig.send("poison", ACKED);
        Receipt behind = rig.send("behind", ACKED);
        rig.run();

        rig.hear("ack|behind|{}");
        rig.advance(ofSeconds(29));

        assertThat(statusOf(behind)).isEqualTo(Outcome.Status.ACKED);
        assertThat(statusOf(poison)).isNull();
        rig.advance(ofSeconds(1));
        assertThat(rig.server.ids("note")).containsExactly("poison", "behind", "poison", "poison");
        assertEnded(poison);
    }

    @Test
    void aWindowThatOneFillsOpensWhenItsAttemptsAreUsedUp() {
        Rig rig = new Rig(builder -> builder.outbox(Outbox.inMemory().maxInFlight(1))).connected();
        Receipt poison = rig.send("poison", ACKED);
        Receipt behind = rig.send("behind", ACKED);
        rig.advance(ofSeconds(29));
        assertThat(rig.server.ids("note")).containsOnly("poison");

        rig.advance(ofSeconds(1));
        rig.hear("ack|behind|{}");

        assertEnded(poison);
        assertThat(statusOf(behind)).isEqualTo(Outcome.Status.ACKED);
        assertThat(rig.ledger().balances()).isTrue();
    }

    @Test
    void oneThatTheServerRefusesEndsAtOnceWithItsReason() {
        Rig rig = new Rig().connected();
        Receipt poison = rig.send("poison", ACKED);
        Receipt behind = rig.send("behind", ACKED);
        rig.run();

        rig.hear("nack|poison|not for me");
        rig.hear("ack|behind|{}");
        rig.advance(ofSeconds(60));

        assertThat(statusOf(poison)).isEqualTo(Outcome.Status.REJECTED);
        assertThat(poison.outcome().join().error()).hasMessageContaining("not for me");
        assertThat(statusOf(behind)).isEqualTo(Outcome.Status.ACKED);
        assertThat(rig.server.ids("note")).containsExactly("poison", "behind");
    }

    private static void assertEnded(Receipt poison) {
        assertThat(statusOf(poison)).isEqualTo(Outcome.Status.FAILED);
        assertThat(poison.outcome().join().error().code()).isEqualTo(ErrorCode.UNACKNOWLEDGED);
    }
}
