// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.Frame;
import java.util.ArrayList;
import java.util.List;

/** One session of a dialect, what it is told and what it says, in few words. */
final class Sessions {
    static final JacksonCodec CODEC = new JacksonCodec();
    static final Identity DEVICE = Identity.of("d\"1", "Device");

    final Heard heard = new Heard();
    private final Protocol.Session session;

    private Sessions(JsonDialect dialect) {
        session = dialect.newSession(new Protocol.SessionContext(DEVICE, CODEC, 1 << 20));
    }

    static Sessions opened(JsonDialect dialect) {
        Sessions one = new Sessions(dialect);
        one.session.opened(Heard.NOW, one.heard);
        return one;
    }

    Protocol.Session session() {
        return session;
    }

    Sessions hears(String frame) {
        session.received(Frame.text(frame), heard);
        return this;
    }

    Sessions enters(String... channels) {
        session.encode(new Command.Enter(channels(channels)), heard);
        return this;
    }

    Sessions leaves(String... channels) {
        session.encode(new Command.Leave(channels(channels)), heard);
        return this;
    }

    Sessions joins(String room) {
        session.encode(new Command.Enter(List.of(Scope.room(room))), heard);
        return this;
    }

    Sessions leavesRoom(String room) {
        session.encode(new Command.Leave(List.of(Scope.room(room))), heard);
        return this;
    }

    Sessions beats(Payload payload) {
        session.encode(new Command.Heartbeat(Heard.NOW, payload), heard);
        return this;
    }

    Sessions says(Message.Builder message) {
        session.encode(new Command.Send(message.build()), heard);
        return this;
    }

    /** A message as a client makes one. */
    static Message.Builder message(String type, String payload) {
        return Message.builder(type)
                .id("m-1")
                .sender(DEVICE)
                .timestamp(Heard.NOW)
                .payload(Payload.ofJson(payload, CODEC).written(CODEC));
    }

    static List<Scope> channels(String... names) {
        List<Scope> scopes = new ArrayList<>();
        for (String name : names) {
            scopes.add(Scope.channel(name));
        }
        return scopes;
    }

    List<String> written() {
        return heard.written;
    }

    Message last() {
        return heard.delivered.get(heard.delivered.size() - 1);
    }
}
