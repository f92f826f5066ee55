// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.message.Payload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One Socket.IO packet, in the text frame of an Engine.IO message and the binary frames behind it.
 *
 * <pre>
 *   4 type [count -] [/namespace ,] [ack id] [JSON]
 *
 *   42["hello",{"a":1}]                                  an event in the main namespace
 *   42/chat,7["hello"]                                   an event in /chat that wants the ack 7
 *   43/chat,7[true]                                      and that ack
 *   451-["photo",{"_placeholder":true,"num":0}]          an event with one binary frame behind it
 *   40/chat,{"token":"x"}                                let me into /chat
 *   44/chat,{"message":"no"}                             no
 * </pre>
 *
 * @param header what stands before the JSON
 * @param name the name of an event; empty for all others
 * @param arguments what it carries, as slices of its frame: the arguments of an event without its name, or of an ack; one object or
 *     string, or nothing, for the others
 */
record Packet(Header header, String name, List<Payload> arguments) {
    /** The main namespace, which is never written. */
    static final String MAIN = "/";
    /** No ack is wanted. */
    static final long NO_ACK = -1;

    /**
     * What stands before the JSON.
     *
     * @param type what the packet is for
     * @param attachments how many binary frames follow
     * @param namespace where it belongs
     * @param ackId which ack is wanted, or which this is; {@link #NO_ACK} if none
     */
    record Header(PacketType type, int attachments, String namespace, long ackId) {}

    Packet {
        arguments = Collections.unmodifiableList(arguments);
    }

    PacketType type() {
        return header.type();
    }

    String namespace() {
        return header.namespace();
    }

    long ackId() {
        return header.ackId();
    }

    /** The same packet with its binary frames. */
    Packet with(List<ByteBuffer> attachments) {
        List<Payload> whole = new ArrayList<>(arguments.size());
        arguments.forEach(argument -> whole.add(argument.withBinary(attachments)));
        return new Packet(header, name, whole);
    }
}
