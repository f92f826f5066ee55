// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.message.Payload;
import io.github.keepwire.transport.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes Socket.IO packets as frames, around arguments that are JSON already. One for each session. */
final class PacketWriter {
    static final Frame PONG = Frame.text("3");

    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();
    private static final int HEADER_LENGTH = 64;

    private final int maxAttachments;
    private final Placeholders placeholders = new Placeholders();
    private long maxPayload = Long.MAX_VALUE;

    PacketWriter(int maxAttachments) {
        this.maxAttachments = maxAttachments;
    }

    /** The server has told how large a message may be, in bytes. */
    void limitTo(long bytes) {
        maxPayload = bytes;
    }

    static Frame connect(String namespace, @Nullable String auth) {
        return Frame.text(address(PacketType.CONNECT, namespace)
                .append(auth == null ? "" : auth)
                .toString());
    }

    static Frame disconnect(String namespace) {
        return Frame.text(address(PacketType.DISCONNECT, namespace).toString());
    }

    private static StringBuilder address(PacketType type, String namespace) {
        StringBuilder out = new StringBuilder(HEADER_LENGTH);
        return into(out.append('4').append(type.digit()), namespace);
    }

    private static StringBuilder into(StringBuilder out, String namespace) {
        return namespace.equals(Packet.MAIN) ? out : out.append(namespace).append(',');
    }

    /**
     * Writes an event.
     *
     * @param namespace where it goes
     * @param ackId the ack that it wants, or {@link Packet#NO_ACK}
     * @param name what it is called
     * @param arguments written payloads
     * @return its frames, which belong together
     * @throws KeepwireException if the protocol or the server cannot take it
     */
    Frame[] event(String namespace, long ackId, String name, List<Payload> arguments) {
        if (Names.RESERVED.contains(name)) {
            throw new KeepwireException(
                    ErrorCode.INVALID_MESSAGE, "the event name " + SafeText.wire(name) + " is reserved by Socket.IO");
        }
        return packet(new Packet(new Packet.Header(PacketType.EVENT, 0, namespace, ackId), name, arguments));
    }

    /** Writes the ack of an event of the server. */
    Frame[] ack(String namespace, long ackId, List<Payload> arguments) {
        return packet(new Packet(new Packet.Header(PacketType.ACK, 0, namespace, ackId), "", arguments));
    }

    private Frame[] packet(Packet packet) {
        if (!isBinary(packet.arguments())) {
            StringBuilder out = header(packet, 0);
            array(out, packet, argument -> out.append(argument.json()));
            return new Frame[] {withinLimit(Frame.text(out.toString()))};
        }
        List<ByteBuffer> attachments = new ArrayList<>();
        StringBuilder json = new StringBuilder(HEADER_LENGTH);
        array(json, packet, argument -> renumbered(json, argument, attachments));
        return framed(packet, json, attachments);
    }

    private static boolean isBinary(List<Payload> arguments) {
        for (Payload argument : arguments) {
            if (!argument.binary().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static void array(StringBuilder out, Packet packet, Consumer<Payload> append) {
        out.append('[');
        if (packet.type() == PacketType.EVENT) {
            ENCODER.quoteAsString(packet.name(), out.append('"'));
            out.append("\",");
        }
        for (Payload argument : packet.arguments()) {
            append.accept(argument);
            out.append(',');
        }
        if (out.charAt(out.length() - 1) == ',') {
            out.setLength(out.length() - 1);
        }
        out.append(']');
    }

    /** Each argument counts its binary parts from 0, and the packet counts them all. */
    private void renumbered(StringBuilder out, Payload argument, List<ByteBuffer> attachments) {
        String json = argument.json();
        int[] done = {0};
        try {
            placeholders.find(json, argument.binary().size(), (from, to, number) -> {
                out.append(json, done[0], from);
                out.append("{\"_placeholder\":true,\"num\":")
                        .append(attachments.size())
                        .append('}');
                attachments.add(argument.binary().get(number));
                done[0] = to;
            });
        } catch (BadPacketException e) {
            throw new KeepwireException(
                    ErrorCode.INVALID_MESSAGE, "next to binary data, an object with _placeholder cannot be sent");
        }
        out.append(json, done[0], json.length());
    }

    private Frame[] framed(Packet packet, StringBuilder json, List<ByteBuffer> attachments) {
        if (attachments.size() > maxAttachments) {
            throw new KeepwireException(
                    ErrorCode.MESSAGE_TOO_LARGE,
                    "an event with " + attachments.size() + " binary parts: the server takes " + maxAttachments);
        }
        Frame[] frames = new Frame[1 + attachments.size()];
        frames[0] = withinLimit(
                Frame.text(header(packet, attachments.size()).append(json).toString()));
        for (int i = 0; i < attachments.size(); i++) {
            frames[i + 1] = withinLimit(Frame.binary(attachments.get(i)));
        }
        return frames;
    }

    private static StringBuilder header(Packet packet, int attachments) {
        boolean isEvent = packet.type() == PacketType.EVENT;
        StringBuilder out = new StringBuilder(HEADER_LENGTH + length(packet.arguments())).append('4');
        if (attachments == 0) {
            out.append(packet.type().digit());
        } else {
            out.append((isEvent ? PacketType.BINARY_EVENT : PacketType.BINARY_ACK).digit());
            out.append(attachments).append('-');
        }
        into(out, packet.namespace());
        return packet.ackId() == Packet.NO_ACK ? out : out.append(packet.ackId());
    }

    private static int length(List<Payload> arguments) {
        int length = 0;
        for (Payload argument : arguments) {
            length += argument.json().length() + 1;
        }
        return length;
    }

    private Frame withinLimit(Frame frame) {
        if (frame.byteCount() > maxPayload) {
            throw new KeepwireException(
                    ErrorCode.MESSAGE_TOO_LARGE,
                    "a message of " + frame.byteCount() + " bytes: the server takes " + maxPayload
                            + " (its maxHttpBufferSize)");
        }
        return frame;
    }
}
