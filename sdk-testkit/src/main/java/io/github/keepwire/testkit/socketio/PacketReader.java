// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Set;

/** Reads Socket.IO packets, as strictly as the official parser and a little stricter. One for each text. */
final class PacketReader {
    /** What no event may be called: the libraries' own events. */
    static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    /** Longer numbers are no exact integers in JavaScript. */
    private static final int MOST_DIGITS = 15;

    private final String text;
    private final int maxAttachments;
    private int at;

    private PacketReader(String text, int from, int maxAttachments) {
        this.text = text;
        this.at = from;
        this.maxAttachments = maxAttachments;
    }

    /**
     * Reads the packet in a text.
     *
     * @param text the frame
     * @param from where the packet begins
     * @param maxAttachments how many it may announce
     */
    static Packet read(String text, int from, int maxAttachments) throws BadPacketException {
        return new PacketReader(text, from, maxAttachments).packet();
    }

    private Packet packet() throws BadPacketException {
        PacketType type = PacketType.of(next());
        int attachments = type.isBinary() ? attachments() : 0;
        String namespace = namespace();
        long ackId = ackId();
        JsonNode payload = at == text.length() ? MissingNode.getInstance() : Json.read(text.substring(at));
        check(type, ackId, payload);
        return new Packet(type, attachments, namespace, ackId, payload);
    }

    private char next() throws BadPacketException {
        if (at == text.length()) {
            throw new BadPacketException("the packet is cut off");
        }
        return text.charAt(at++);
    }

    private int attachments() throws BadPacketException {
        long count = number();
        if (count < 1 || next() != '-') {
            throw new BadPacketException("a binary packet must announce its attachments");
        }
        if (count > maxAttachments) {
            throw new BadPacketException("a packet may have " + maxAttachments + " attachments");
        }
        return (int) count;
    }

    private String namespace() {
        if (at == text.length() || text.charAt(at) != '/') {
            return Packet.MAIN;
        }
        int comma = text.indexOf(',', at);
        int end = comma < 0 ? text.length() : comma;
        String name = text.substring(at, end);
        at = comma < 0 ? end : end + 1;
        return name;
    }

    private long ackId() throws BadPacketException {
        return number();
    }

    /** The number that begins here, or -1. */
    private long number() throws BadPacketException {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at - from > MOST_DIGITS) {
            throw new BadPacketException("a number is too long");
        }
        return at == from ? Packet.NO_ACK : Long.parseLong(text.substring(from, at));
    }

    private static void check(PacketType type, long ackId, JsonNode payload) throws BadPacketException {
        boolean isWell = switch (type) {
            case CONNECT -> payload.isMissingNode() || payload.isObject();
            case DISCONNECT -> payload.isMissingNode();
            case CONNECT_ERROR -> payload.isObject() || payload.isTextual();
            case EVENT, BINARY_EVENT -> payload.isArray() && isName(payload.path(0));
            case ACK, BINARY_ACK -> payload.isArray() && ackId != Packet.NO_ACK;
        };
        if (!isWell) {
            throw new BadPacketException("the payload does not fit a packet of the type " + type);
        }
    }

    private static boolean isName(JsonNode name) {
        return name.isNumber() || name.isTextual() && !RESERVED.contains(name.textValue());
    }
}
