// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.internal.json.JsonScanner;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads envelopes as a stream: the routing fields as text, the payload as a slice that nobody has parsed yet. Unknown
 * fields are passed over. One for each session: it keeps the identities that came last.
 */
final class EnvelopeReader {
    /** The frame is not an envelope; the message tells why, without its content. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message, null, false, false);
        }
    }

    private final PayloadCodec codec;
    private final EnvelopeShape shape;
    private final JsonScanner scanner = new JsonScanner();
    /** Devices send many messages: one identity serves them all. */
    private Identity lastSender = Identity.ANONYMOUS;

    EnvelopeReader(PayloadCodec codec, EnvelopeShape shape) {
        this.codec = codec;
        this.shape = shape;
    }

    Message read(String text) throws MalformedException {
        try {
            return message(fields(text));
        } catch (IOException e) {
            throw new MalformedException("a frame is " + e.getMessage());
        } finally {
            scanner.forget();
        }
    }

    private Fields fields(String text) throws IOException, MalformedException {
        scanner.begin(text);
        if (scanner.peek() != '{') {
            throw new MalformedException("a frame is not a JSON object");
        }
        scanner.enterObject();
        Fields fields = new Fields();
        while (scanner.nextField()) {
            field(text, fields);
        }
        scanner.end();
        return fields;
    }

    /** What was found so far. */
    private static final class Fields {
        @Nullable
        String type;

        @Nullable
        String id;

        @Nullable
        String deviceId;

        @Nullable
        String deviceName;

        @Nullable
        String timestamp;

        @Nullable
        Payload payload;
    }

    private void field(String text, Fields fields) throws IOException, MalformedException {
        if (scanner.nameIs("payload")) {
            fields.payload = slice(text);
        } else if (scanner.nameIs("type")) {
            fields.type = text("type");
        } else if (scanner.nameIs(shape.idName())) {
            fields.id = id();
        } else if (scanner.nameIs("deviceId")) {
            fields.deviceId = text("deviceId");
        } else if (scanner.nameIs("deviceName")) {
            fields.deviceName = text("deviceName");
        } else if (scanner.nameIs("timestamp")) {
            fields.timestamp = text("timestamp");
        } else {
            scanner.skipValue();
        }
    }

    private Payload slice(String text) throws IOException {
        int from = scanner.position();
        scanner.skipValue();
        return Payload.slice(text, from, scanner.position(), codec);
    }

    /** Some servers count their messages: an integer is an id too. */
    private @Nullable String id() throws IOException, MalformedException {
        char kind = scanner.peek();
        if (kind != '-' && (kind < '0' || kind > '9')) {
            return text(shape.idName());
        }
        String integer = scanner.integer();
        if (integer == null) {
            throw notText(shape.idName());
        }
        return integer;
    }

    private @Nullable String text(String name) throws IOException, MalformedException {
        if (scanner.peek() == '"') {
            return scanner.text();
        }
        if (scanner.peek() != 'n') {
            throw notText(name);
        }
        scanner.skipValue();
        return null;
    }

    private static MalformedException notText(String name) {
        return new MalformedException("the field " + name + " of a frame is not text");
    }

    private Message message(Fields fields) throws MalformedException {
        if (fields.type == null) {
            throw new MalformedException("a frame has no type");
        }
        Message.Builder message = Message.builder(fields.type);
        if (fields.id != null) {
            message.id(fields.id);
        }
        if (fields.deviceId != null) {
            message.sender(sender(fields.deviceId, fields.deviceName == null ? "" : fields.deviceName));
        }
        if (fields.timestamp != null) {
            message.timestamp(fields.timestamp, shape.zone());
        }
        if (fields.payload != null) {
            message.payload(fields.payload);
        }
        return message.build();
    }

    private Identity sender(String id, String name) throws MalformedException {
        if (!lastSender.id().equals(id) || !lastSender.name().equals(name)) {
            try {
                lastSender = Identity.of(id, name);
            } catch (IllegalArgumentException e) {
                throw new MalformedException("the deviceId or deviceName of a frame is too long or not printable");
            }
        }
        return lastSender;
    }
}
