// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.SendOptions;
import org.junit.jupiter.api.Test;

/** A dialect that breaks while it is asked for channels and rooms. */
class RealtimeClientDialectFaultsTest {
    private final Rig rig = new Rig();

    @Test
    void whatIsQueuedIsNotGivenToALinkThatIsLostWhileChannelsAreAskedFor() {
        rig.client.subscribe("a", message -> {});
        Receipt queued = rig.send("m1", SendOptions.queued());
        rig.dialect.breakAt("encode", new IllegalStateException("planned"));
        rig.client.connect();
        rig.run();
        assertThat(rig.dialect.calls).filteredOn("encode"::equals).hasSize(1);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
        assertThat(Rig.statusOf(queued)).isNull();

        rig.dialect.hook = method -> {};
        rig.connected();

        assertThat(Rig.statusOf(queued)).isEqualTo(Outcome.Status.SENT);
        assertThat(rig.server.ids("note")).containsExactly("m1");
    }
}
