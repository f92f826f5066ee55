// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A packet as frames, which must not be torn apart.
 *
 * @param text the first frame
 * @param attachments the binary frames behind it
 */
record Written(String text, List<byte[]> attachments) {
    static Written of(Packet packet) {
        List<byte[]> parts = new ArrayList<>();
        JsonNode payload = packet.payload();
        JsonNode json = Attachments.areIn(payload) ? Attachments.takenOut(payload, parts) : payload;
        StringBuilder out = new StringBuilder("4");
        if (parts.isEmpty()) {
            out.append(packet.type().digit());
        } else {
            PacketType type = packet.type().isEvent() ? PacketType.BINARY_EVENT : PacketType.BINARY_ACK;
            out.append(type.digit()).append(parts.size()).append('-');
        }
        if (!packet.namespace().equals(Packet.MAIN)) {
            out.append(packet.namespace()).append(',');
        }
        if (packet.ackId() != Packet.NO_ACK) {
            out.append(packet.ackId());
        }
        return new Written(
                out.append(json.isMissingNode() ? "" : json.toString()).toString(), parts);
    }

    long bytes() {
        return text.length()
                + attachments.stream().mapToLong(part -> part.length).sum();
    }

    /** False if the connection does not take it all. */
    boolean to(SocketIoWire wire) {
        boolean taken = wire.send(text);
        for (byte[] part : attachments) {
            taken = taken && wire.send(part);
        }
        return taken;
    }
}
