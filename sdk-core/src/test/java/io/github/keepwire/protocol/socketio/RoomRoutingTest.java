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

/** Which room an event comes to. */
class RoomRoutingTest {
    private static final Scope CHAT = Scope.channel("/chat");
    private static final Scope HALL = Scope.room("hall");

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

    private List<String> hear(String... frames) {
        for (String frame : frames) {
            session.received(Frame.text(frame), told);
        }
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
