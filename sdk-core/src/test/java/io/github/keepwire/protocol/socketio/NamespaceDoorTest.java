// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.LinkRequest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Namespaces whose answer is still on its way, on a server that ends the link of who asks twice or leaves too soon. */
class NamespaceDoorTest {
    private static final String LET_IN = "40/chat,{\"sid\":\"c1\"}";
    private static final Scope CHAT = Scope.channel("/chat");
    private static final Scope SAME = Scope.channel("chat");

    private final Told told = new Told();
    private final Protocol.Session session = SocketIo.defaults()
            .newSession(new Protocol.SessionContext(
                    Identity.ANONYMOUS,
                    new JacksonCodec().binaryApart(),
                    1 << 20,
                    new Protocol.ConnectContext(
                            LinkRequest.builder(URI.create("ws://h.test")).build(), Identity.ANONYMOUS, null)));

    @BeforeEach
    void open() {
        hear("0{\"sid\":\"e1\",\"pingInterval\":300,\"pingTimeout\":200}");
        hear("40{\"sid\":\"s1\"}");
    }

    private List<String> hear(String frame) {
        session.received(Frame.text(frame), told);
        return told.take();
    }

    private List<String> enter(Scope... scopes) {
        session.encode(new Command.Enter(List.of(scopes)), told);
        return told.take();
    }

    private List<String> leave(Scope scope) {
        session.encode(new Command.Leave(List.of(scope)), told);
        return told.take();
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
