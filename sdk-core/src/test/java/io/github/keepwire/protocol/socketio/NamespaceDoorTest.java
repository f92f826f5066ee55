// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.message.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Namespaces whose answer is still on its way, on a server that ends the link of who asks twice or leaves too soon. */
class NamespaceDoorTest extends SessionRig {
    private static final String LET_IN = "40/chat,{\"sid\":\"c1\"}";
    private static final Scope SAME = Scope.channel("chat");

    @BeforeEach
    void open() {
        opened();
    }

    @Test
    void itIsAskedForOnceByWhateverNamesItIsWanted() {
        assertThat(enter(CHAT, SAME)).containsExactly("write 40/chat,");
        assertThat(enter(SAME)).isEmpty();
        assertThat(hear(LET_IN)).containsExactly("entered channel /chat", "entered channel chat");
        assertThat(enter(SAME)).containsExactly("entered channel chat");
    }

    @Test
    void whoHasWaitedInVainAsksAgain() {
        enter(CHAT);

        assertThat(enter(CHAT)).containsExactly("write 40/chat,");
    }

    @Test
    void itIsNotLeftBeforeTheServerHasLetUsIn() {
        enter(CHAT);

        assertThat(leave(CHAT)).containsExactly("left channel /chat");
        assertThat(hear("42/chat,[\"early\"]")).isEmpty();
        assertThat(hear(LET_IN)).containsExactly("write 41/chat,");
        assertThat(enter(CHAT)).containsExactly("write 40/chat,");
    }

    @Test
    void whoWantsItAgainBeforeTheServerHasAnsweredStays() {
        enter(CHAT);
        leave(CHAT);

        assertThat(enter(CHAT)).isEmpty();
        assertThat(hear(LET_IN)).containsExactly("entered channel /chat");
    }
}
