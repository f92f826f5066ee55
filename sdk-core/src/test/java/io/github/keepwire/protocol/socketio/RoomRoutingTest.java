// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which room an event comes to. */
class RoomRoutingTest extends SessionRig {
    @BeforeEach
    void open() {
        opened();
    }

    @Test
    void anEventThatNamesARoomGoesThereAsSoonAsTheRoomIsAskedFor() {
        hear("42[\"m\",{\"roomId\":\"hall\"}]");
        enter(HALL);

        assertThat(hear("42[\"m\",{\"roomId\":\"hall\"}]", "42[\"m\",{\"roomId\":\"kitchen\"}]"))
                .containsExactly(
                        "deliver m [{\"roomId\":\"hall\"}][room hall]", "deliver m [{\"roomId\":\"kitchen\"}]");
        hear("430[{\"success\":false}]");
        assertThat(hear("42[\"m\",{\"roomId\":\"hall\"}]")).containsExactly("deliver m [{\"roomId\":\"hall\"}]");
    }

    @Test
    void anEventThatNamesARoomOfANamespaceGoesThereAsSoonAsTheNamespaceIsIn() {
        enter(HALL.in(CHAT));

        assertThat(hear("40/chat,{\"sid\":\"c1\"}", "42/chat,[\"m\",{\"roomId\":\"hall\"}]"))
                .containsExactly(
                        "write 42/chat,0[\"join_room\",{\"roomId\":\"hall\"}]",
                        "deliver m [{\"roomId\":\"hall\"}][channel /chat, room hall of channel /chat]");
        leave(HALL.in(CHAT));
        assertThat(hear("42/chat,[\"m\",{\"roomId\":\"hall\"}]")).isEmpty();
    }
}
