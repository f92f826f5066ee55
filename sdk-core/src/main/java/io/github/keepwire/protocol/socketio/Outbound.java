// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.message.Scope;
import io.github.keepwire.transport.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns messages and wishes into the frames of events. */
final class Outbound {
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private final String main;
    private final RoomWords words;
    private final PacketWriter writer;
    private final PayloadCodec codec;
    /** Whether the id of a message that awaits an ack travels as an argument. */
    private boolean tellsIds;

    Outbound(String main, RoomWords words, PacketWriter writer, PayloadCodec codec) {
        this.main = main;
        this.words = words;
        this.writer = writer;
        this.codec = codec;
    }

    void tellIds(boolean value) {
        tellsIds = value;
    }

    RoomWords words() {
        return words;
    }

    /** Where a message goes: into the namespace of its channel, or of its room, or the main one. */
    String namespaceOf(Message message) {
        for (Scope scope : message.scopes()) {
            Scope channel = scope.kind() == Scope.Kind.CHANNEL ? scope : scope.parent();
            if (channel != null) {
                return Namespaces.nameOf(channel);
            }
        }
        return main;
    }

    Frame[] event(String namespace, long ackId, Message message) {
        Scope room = roomOf(message);
        if (room == null) {
            return writer.event(namespace, ackId, message.type(), identified(message.arguments(), ackId, message));
        }
        List<Payload> arguments = words.stamped(message.arguments(), room.name(), codec);
        return writer.event(namespace, ackId, words.event(message.type()), identified(arguments, ackId, message));
    }

    /** The arguments, and behind them the id, which stays the same however often the message is transmitted. */
    private List<Payload> identified(List<Payload> arguments, long ackId, Message message) {
        if (!tellsIds || ackId == Packet.NO_ACK) {
            return arguments;
        }
        String id = '"' + new String(ENCODER.quoteAsString(String.valueOf(message.id()))) + '"';
        List<Payload> all = new ArrayList<>(arguments);
        all.add(Payload.slice(id, 0, id.length(), codec));
        return all;
    }

    /** The room that a message goes into, or null. */
    static @Nullable Scope roomOf(Message message) {
        for (Scope scope : message.scopes()) {
            if (scope.kind() == Scope.Kind.ROOM) {
                return scope;
            }
        }
        return null;
    }

    Frame[] join(String namespace, Scope room, long ackId) {
        return writer.event(namespace, ackId, words.join(), words.naming(room.name(), codec));
    }

    Frame[] leave(String namespace, Scope room, long ackId) {
        return writer.event(namespace, ackId, words.leave(), words.naming(room.name(), codec));
    }
}
