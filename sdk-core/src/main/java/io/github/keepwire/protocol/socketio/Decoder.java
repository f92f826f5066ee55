// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.internal.json.JsonLimits;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.transport.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the frames of one link into packets, and puts binary ones together.
 *
 * <pre>
 *   text     0 open   1 close   2 ping   3 pong   4 message   5 upgrade   6 noop   b binary message as Base64
 *   binary   an attachment of the packet before it
 * </pre>
 *
 * <p>What it keeps is bounded: one packet, and as many attachments as one may have. Belongs to its session.
 */
final class Decoder {
    private final PacketReader reader;
    /** What attachments are still to come for. */
    private @Nullable Packet pending;

    private final List<ByteBuffer> attachments = new ArrayList<>();

    Decoder(PayloadCodec codec, int maxAttachments) {
        this(codec, maxAttachments, JsonLimits.DEFAULT);
    }

    Decoder(PayloadCodec codec, int maxAttachments, JsonLimits limits) {
        this.reader = new PacketReader(codec, maxAttachments, limits);
    }

    /** Takes one frame; after an exception the link must be left. */
    Incoming receive(Frame frame) throws BadPacketException {
        try {
            return frame.isText() ? text(frame.text()) : attachment(frame.bytes());
        } catch (BadPacketException e) {
            forget();
            throw e;
        }
    }

    private void forget() {
        pending = null;
        attachments.clear();
    }

    private Incoming text(String text) throws BadPacketException {
        return switch (text.isEmpty() ? 0 : text.charAt(0)) {
            case '0' -> new Incoming.Opened(Handshake.read(text, 1));
            case '1' -> Incoming.Bare.CLOSE;
            case '2' -> Incoming.Bare.PING;
            case '3', '5', '6' -> Incoming.Bare.NOTHING; // of polling and upgrades: nothing to a link like ours
            case '4' -> message(text);
            case 'b' -> attachment(base64(text));
            default -> throw new BadPacketException("a frame has an unknown type");
        };
    }

    private Incoming message(String text) throws BadPacketException {
        if (pending != null) {
            throw new BadPacketException("text came where an attachment is due");
        }
        Packet packet = reader.read(text, 1);
        if (packet.header().attachments() == 0) {
            return new Incoming.Complete(packet);
        }
        pending = packet;
        return Incoming.Bare.NOTHING;
    }

    private static ByteBuffer base64(String text) throws BadPacketException {
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(text.substring(1)));
        } catch (IllegalArgumentException e) {
            throw new BadPacketException("a frame is not Base64");
        }
    }

    private Incoming attachment(ByteBuffer bytes) throws BadPacketException {
        Packet packet = pending;
        if (packet == null) {
            throw new BadPacketException("an attachment came that no packet has announced");
        }
        attachments.add(bytes);
        if (attachments.size() < packet.header().attachments()) {
            return Incoming.Bare.NOTHING;
        }
        Packet whole = packet.with(new ArrayList<>(attachments));
        forget();
        return new Incoming.Complete(whole);
    }
}
