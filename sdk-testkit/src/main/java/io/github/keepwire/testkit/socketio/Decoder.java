// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the frames of one connection together to packets; keeps one packet at most. For one thread at a time. */
final class Decoder {
    private @Nullable Packet pending;
    private final List<byte[]> parts = new ArrayList<>();

    /** The packet in an Engine.IO message; empty if attachments are still to come. */
    Optional<Packet> message(String text) throws BadPacketException {
        if (pending != null) {
            throw new BadPacketException("text came where an attachment is due");
        }
        Packet packet = PacketReader.read(text, 1, SocketIoSettings.MAX_ATTACHMENTS);
        if (packet.attachments() == 0) {
            return Optional.of(packet);
        }
        pending = packet;
        return Optional.empty();
    }

    /** Binary data as Base64, behind a {@code b}. */
    Optional<Packet> base64(String text) throws BadPacketException {
        try {
            return attachment(Base64.getDecoder().decode(text.substring(1)));
        } catch (IllegalArgumentException e) {
            throw new BadPacketException("a frame is not Base64");
        }
    }

    /** The packet that this attachment completes; empty if more are to come. */
    Optional<Packet> attachment(byte[] bytes) throws BadPacketException {
        Packet packet = pending;
        if (packet == null) {
            throw new BadPacketException("an attachment came that no packet has announced");
        }
        parts.add(bytes);
        if (parts.size() < packet.attachments()) {
            return Optional.empty();
        }
        Packet whole = packet.withPayload(Attachments.putIn(packet.payload(), parts));
        pending = null;
        parts.clear();
        return Optional.of(whole);
    }
}
