// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.protocol.Effects;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The acks of one session, both ways. Ids of ours and of the server are two sequences, each for a namespace; ours is one for all.
 * Both are forgotten with the link: an ack of an old one means nothing to a new one.
 */
final class Acks {
    /** Beyond so many, the oldest is given up: a server that never answers must not fill the memory. */
    private static final int MOST = 10_000;

    /** Hears an ack. */
    interface OnAck {
        void acked(List<Payload> arguments, Effects out);
    }

    private final PayloadCodec codec;
    private final Map<Long, OnAck> awaited = new Bounded<>(MOST);
    private final Map<String, Packet.Header> requests = new Bounded<>(MOST);
    private long next;

    Acks(PayloadCodec codec) {
        this.codec = codec;
    }

    /** The id that {@link #await} will give. */
    long next() {
        return next;
    }

    /** The id for an event whose ack is awaited. */
    long await(OnAck onAck) {
        long id = next++;
        awaited.put(id, onAck);
        return id;
    }

    /** An ack came; one that nobody awaits, or for the second time, is passed over. */
    void arrived(Packet packet, Effects out) {
        OnAck onAck = awaited.remove(packet.ackId());
        if (onAck != null) {
            onAck.acked(packet.arguments(), out);
        }
    }

    /** What a sender gets to see: the one argument, or a list of them all. */
    Payload reply(List<Payload> arguments) {
        if (arguments.isEmpty()) {
            return Payload.empty();
        }
        if (arguments.size() == 1) {
            return arguments.get(0);
        }
        StringBuilder list = new StringBuilder("[");
        for (Payload argument : arguments) {
            list.append(list.length() == 1 ? "" : ",").append(argument.json());
        }
        String json = list.append(']').toString();
        List<ByteBuffer> binary = arguments.get(0).binary(); // each has all of the packet's
        Payload whole = Payload.slice(json, 0, json.length(), codec);
        return binary.isEmpty() ? whole : whole.withBinary(binary);
    }

    /** The server waits for an answer; tells by which mark it is known. */
    String asked(String session, Packet packet) {
        String mark = session + "#" + packet.namespace() + "#" + packet.ackId();
        requests.put(mark, packet.header());
        return mark;
    }

    /** What a message answers; null if that was answered already, or asked on another link. */
    Packet.@Nullable Header asked(Message answer) {
        return requests.get(String.valueOf(answer.answers()));
    }

    /** It is answered, once. */
    void answered(Message answer) {
        requests.remove(String.valueOf(answer.answers()));
    }
}
