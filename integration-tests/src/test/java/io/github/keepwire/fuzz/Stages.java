// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.fuzz;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.protocol.socketio.SocketIo;
import io.github.keepwire.testkit.RecordingEffects;
import io.github.keepwire.transport.Frame;
import java.time.Instant;
import java.util.List;

/** Sessions of Socket.IO as they may be when something arrives. Each bit of a number adds something. */
final class Stages {
    static final PayloadCodec CODEC = new JacksonCodec().binaryApart();

    private static final int RECOVERS = 1;
    private static final int HANDSHAKE = 2;
    private static final int IN = 4;
    private static final int NAMESPACES = 8;
    private static final int ROOMS = 16;
    private static final int ACKS = 32;

    private static final Scope CHAT = Scope.channel("/chat");
    private static final Scope NEWS = Scope.channel("news");
    private static final Scope HALL = Scope.room("hall");

    private Stages() {}

    static Protocol.Session session(int stage, RecordingEffects effects) {
        SocketIo dialect = SocketIo.defaults();
        Protocol own = (is(stage, RECOVERS) ? dialect.recovery() : dialect).forClient();
        Protocol.Session session =
                own.newSession(new Protocol.SessionContext(Identity.of("d", "Device"), CODEC, 1 << 20));
        session.opened(Instant.EPOCH, effects);
        if (is(stage, HANDSHAKE)) {
            hear(session, effects, "0{\"sid\":\"e\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000}");
            if (is(stage, IN)) {
                hear(session, effects, "40{\"sid\":\"s\",\"pid\":\"p\"}");
                ask(stage, session, effects);
            }
        }
        return session;
    }

    private static void ask(int stage, Protocol.Session session, RecordingEffects effects) {
        if (is(stage, NAMESPACES)) {
            session.encode(new Command.Enter(List.of(CHAT, NEWS)), effects);
            hear(session, effects, "40/chat,{\"sid\":\"c\",\"pid\":\"q\"}");
        }
        if (is(stage, ROOMS)) {
            session.encode(new Command.Enter(List.of(HALL)), effects);
        }
        if (is(stage, ACKS)) {
            for (int i = 0; i < 3; i++) {
                Message asked = Message.builder("ask").id("m-" + i).payload(i).build();
                session.encode(new Command.Send(asked.written(CODEC), true), effects);
            }
        }
    }

    private static void hear(Protocol.Session session, RecordingEffects effects, String text) {
        session.received(Frame.text(text), effects);
    }

    private static boolean is(int stage, int bit) {
        return (stage & bit) != 0;
    }
}
