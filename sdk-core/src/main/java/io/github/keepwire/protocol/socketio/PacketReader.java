// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.internal.json.JsonLimits;
import io.github.keepwire.internal.json.JsonScanner;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads Socket.IO packets out of text, strictly: everything in the JSON is looked at, and none of it becomes an object before
 * somebody asks. One for each session.
 */
final class PacketReader {
    /** Longer numbers are no ack ids: a server counts them. */
    private static final int MAX_DIGITS = 15;

    private final PayloadCodec codec;
    private final int maxAttachments;
    private final JsonScanner scanner;
    private final Placeholders placeholders = new Placeholders();

    PacketReader(PayloadCodec codec, int maxAttachments, JsonLimits limits) {
        this.scanner = new JsonScanner(limits);
        this.codec = JacksonCodec.ofScanned(codec);
        this.maxAttachments = maxAttachments;
    }

    /**
     * Reads one packet.
     *
     * @param text the frame
     * @param from the index of the packet's type
     * @return the packet, without its binary frames
     */
    Packet read(String text, int from) throws BadPacketException {
        Cursor cursor = new Cursor(text, from);
        PacketType type = PacketType.of(cursor.next());
        int attachments = type.isBinary() ? attachments(cursor) : 0;
        String namespace = namespace(cursor);
        Packet.Header header = new Packet.Header(type, attachments, namespace, cursor.ackId());
        try {
            return packet(header, text, cursor.at);
        } catch (IOException e) {
            throw new BadPacketException("a packet is " + e.getMessage());
        } finally {
            scanner.forget();
        }
    }

    // before the JSON

    /** Where the header is read. */
    private static final class Cursor {
        final String text;
        int at;

        Cursor(String text, int from) {
            this.text = text;
            this.at = from;
        }

        char peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }

        char next() {
            char c = peek();
            at++;
            return c;
        }

        /** The digits at hand as a number, or -1 if there are none. */
        long number() throws BadPacketException {
            int from = at;
            long number = 0;
            while (peek() >= '0' && peek() <= '9') {
                if (at - from >= MAX_DIGITS) {
                    throw new BadPacketException("a packet has a number that is too long");
                }
                number = number * 10 + (next() - '0');
            }
            return at == from ? -1 : number;
        }

        long ackId() throws BadPacketException {
            long number = number();
            return number < 0 ? Packet.NO_ACK : number;
        }
    }

    private int attachments(Cursor cursor) throws BadPacketException {
        long count = cursor.number();
        if (count < 0 || cursor.next() != '-') {
            throw new BadPacketException("a binary packet does not count its attachments");
        }
        if (count > maxAttachments) {
            throw new BadPacketException("a packet has " + count + " attachments, more than " + maxAttachments);
        }
        return (int) count;
    }

    private static String namespace(Cursor cursor) throws BadPacketException {
        if (cursor.peek() != '/') {
            return Packet.MAIN;
        }
        int comma = cursor.text.indexOf(',', cursor.at);
        int end = comma < 0 ? cursor.text.length() : comma;
        if (end - cursor.at > Names.MAX_LENGTH) {
            throw new BadPacketException("a packet has a namespace that is too long");
        }
        String namespace = cursor.text.substring(cursor.at, end);
        cursor.at = comma < 0 ? end : comma + 1;
        return namespace;
    }

    // the JSON

    private Packet packet(Packet.Header header, String text, int from) throws IOException, BadPacketException {
        PacketType type = header.type();
        if (type.isAck() && header.ackId() == Packet.NO_ACK) {
            throw new BadPacketException("an ack does not tell of what");
        }
        if (!type.isAck() && !type.isEvent()) {
            return new Packet(header, "", single(header, text, from));
        }
        scanner.begin(text, from);
        if (scanner.peek() != '[') {
            throw new BadPacketException("an event or ack carries no array");
        }
        scanner.enterArray();
        String name = type.isEvent() ? name() : "";
        List<Payload> arguments = arguments(text);
        scanner.end();
        if (type.isBinary()) {
            for (Payload argument : arguments) {
                placeholders.check(argument.json(), header.attachments());
            }
        }
        return new Packet(header, name, arguments);
    }

    private String name() throws IOException, BadPacketException {
        if (!scanner.nextElement()) {
            throw new BadPacketException("an event has no name");
        }
        String name = scanner.peek() == '"' ? scanner.text() : number();
        if (name == null || Names.RESERVED.contains(name)) {
            throw new BadPacketException("an event has a name that is none, or is reserved");
        }
        return name;
    }

    /** The official library lets a number be a name. */
    private @Nullable String number() throws IOException {
        char kind = scanner.peek();
        return kind == '-' || (kind >= '0' && kind <= '9') ? scanner.integer() : null;
    }

    private List<Payload> arguments(String text) throws IOException {
        List<Payload> arguments = new ArrayList<>(2);
        while (scanner.nextElement()) {
            arguments.add(slice(text));
        }
        return arguments;
    }

    private Payload slice(String text) throws IOException {
        int from = scanner.position();
        scanner.skipValue();
        return Payload.slice(text, from, scanner.position(), codec);
    }

    /** What CONNECT, CONNECT_ERROR and DISCONNECT carry. */
    private List<Payload> single(Packet.Header header, String text, int from) throws IOException, BadPacketException {
        scanner.begin(text, from);
        char kind = scanner.peek();
        boolean fits = switch (header.type()) {
            case CONNECT -> kind == '{' || kind == 0;
            case CONNECT_ERROR -> kind == '{' || kind == '"';
            default -> kind == 0;
        };
        if (!fits || header.ackId() != Packet.NO_ACK) {
            throw new BadPacketException("a packet carries what its type cannot");
        }
        List<Payload> one = kind == 0 ? Collections.emptyList() : Collections.singletonList(slice(text));
        scanner.end();
        return one;
    }
}
