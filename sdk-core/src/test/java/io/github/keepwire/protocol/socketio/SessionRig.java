// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.auth.Token;
import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.LinkRequest;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A session and what it asks for, in the words of the protocol. */
abstract class SessionRig {
    static final PayloadCodec CODEC = new JacksonCodec().binaryApart();
    static final String OPEN =
            "0{\"sid\":\"e1\",\"upgrades\":[],\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000}";
    static final Scope CHAT = Scope.channel("/chat");
    static final Scope HALL = Scope.room("hall");

    final Told told = new Told();
    Protocol.Session session = session(SocketIo.defaults(), "ws://h.test:3000", null);

    static Protocol.Session session(SocketIo dialect, String address, Token token) {
        LinkRequest request = LinkRequest.builder(URI.create(address)).build();
        return dialect.newSession(new Protocol.SessionContext(
                Identity.ANONYMOUS, CODEC, 1 << 20, new Protocol.ConnectContext(request, Identity.ANONYMOUS, token)));
    }

    final List<String> hear(String... frames) {
        for (String frame : frames) {
            session.received(Frame.text(frame), told);
        }
        return told.take();
    }

    final void opened() {
        session.opened(Instant.EPOCH, told);
        hear(OPEN, "40{\"sid\":\"s1\"}");
    }

    final List<String> send(boolean ack, String type, Scope scope, Object... arguments) {
        Message.Builder message = Message.builder(type).id("m-" + type).arguments(Arrays.asList(arguments));
        if (scope != null) {
            message.scope(scope);
        }
        session.encode(new Command.Send(message.build().written(CODEC), ack), told);
        return told.take();
    }

    final List<String> enter(Scope... scopes) {
        session.encode(new Command.Enter(List.of(scopes)), told);
        return told.take();
    }

    final List<String> leave(Scope... scopes) {
        session.encode(new Command.Leave(List.of(scopes)), told);
        return told.take();
    }
}
