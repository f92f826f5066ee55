// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.statusOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.SendOptions;
import org.junit.jupiter.api.Test;

/** Acknowledgements in any order, twice, of nothing, or after a no: each message ends once, as the first one said. */
class StrayAckTest {
    private static final SendOptions ACKED = SendOptions.acked(ofSeconds(10));

    @Test
    void eachMessageEndsOnceAsTheFirstAnswerSays() {
        Rig rig = new Rig().connected();
        Receipt first = rig.send("1", ACKED);
        Receipt second = rig.send("2", ACKED);
        Receipt third = rig.send("3", ACKED);
        rig.run();

        rig.hear("ack|3|{}");
        rig.hear("ack|unknown|{}");
        rig.hear("nack|2|no");
        rig.hear("ack|2|{}");
        rig.hear("ack|3|{}");
        rig.hear("nack|3|no");
        rig.hear("ack|1|{}");
        rig.advance(ofSeconds(60));

        assertThat(statusOf(first)).isEqualTo(Outcome.Status.ACKED);
        assertThat(statusOf(second)).isEqualTo(Outcome.Status.REJECTED);
        assertThat(statusOf(third)).isEqualTo(Outcome.Status.ACKED);
        assertThat(rig.ledger().ended()).isEqualTo(3);
        assertThat(rig.errors).isEmpty();
        assertThat(rig.client.stats().inbound().frames()).as("each is counted").isGreaterThanOrEqualTo(7);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(rig.server.ids("note")).as("nothing goes again").containsExactly("1", "2", "3");
    }
}
