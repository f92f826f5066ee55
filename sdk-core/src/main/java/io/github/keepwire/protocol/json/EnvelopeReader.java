// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.internal.json.JsonLimits;
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
    private final String typeName;
    private final String payloadName;
    private final @Nullable String idName;
    private final @Nullable String senderIdName;
    private final @Nullable String senderNameName;
    private final @Nullable String timeName;
    private final @Nullable String versionName;
    private final boolean isTimeText;
    private final EnvelopeShape.@Nullable TimeField payloadTime;
    private final @Nullable Numbering numbering;
    private final @Nullable String numberName;
    private final boolean isIdNumber;
    private final JsonScanner scanner;
    /** Devices send many messages: one identity serves them all. */
    private Identity lastSender = Identity.ANONYMOUS;

    EnvelopeReader(PayloadCodec codec, EnvelopeShape shape, JsonLimits limits) {
        this.scanner = new JsonScanner(limits);
        this.codec = codec;
        this.shape = shape;
        typeName = shape.type();
        payloadName = shape.payload();
        idName = shape.id();
        senderIdName = shape.sender() == null ? null : shape.sender().id();
        senderNameName = shape.sender() == null ? null : shape.sender().name();
        EnvelopeShape.TimeField time = shape.envelopeTime();
        timeName = time == null ? null : time.name();
        isTimeText = time != null && time.form() == JsonDialect.Time.ISO;
        payloadTime = shape.payloadTime();
        numbering = shape.numbering();
        numberName = numbering == null ? null : numbering.field();
        isIdNumber = idName != null && idName.equals(numberName);
        versionName = shape.version() == null ? null : shape.version().name();
    }

    Message read(String text) throws MalformedException {
        try {
            return message(text, fields(text));
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
        String senderId;

        @Nullable
        String senderName;

        @Nullable
        String timestamp;

        @Nullable
        String number;

        @Nullable
        String version;

        @Nullable
        Payload payload;
    }

    private void field(String text, Fields fields) throws IOException, MalformedException {
        if (scanner.nameIs(payloadName)) {
            fields.payload = slice(text);
        } else if (scanner.nameIs(typeName)) {
            fields.type = text(typeName);
        } else if (idName != null && scanner.nameIs(idName)) {
            fields.id = textOrInteger(idName);
        } else if (senderIdName != null && scanner.nameIs(senderIdName)) {
            fields.senderId = text(senderIdName);
        } else if (senderNameName != null && scanner.nameIs(senderNameName)) {
            fields.senderName = text(senderNameName);
        } else if (timeName != null && scanner.nameIs(timeName)) {
            fields.timestamp = isTimeText ? text(timeName) : numberOrNothing();
        } else if (numberName != null && scanner.nameIs(numberName)) {
            fields.number = number();
        } else if (versionName != null && scanner.nameIs(versionName)) {
            fields.version = textOrNumber(text);
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
    private @Nullable String textOrInteger(String name) throws IOException, MalformedException {
        if (!atNumber()) {
            return text(name);
        }
        String integer = scanner.integer();
        if (integer == null) {
            throw notText(name);
        }
        return integer;
    }

    /** A version is for people to compare: 2, 1.1 and "2.0-beta" are all fine, and what is none of them tells none. */
    private @Nullable String textOrNumber(String text) throws IOException {
        if (scanner.peek() == '"') {
            return scanner.text();
        }
        boolean number = atNumber();
        int from = scanner.position();
        scanner.skipValue();
        return number ? text.substring(from, scanner.position()).trim() : null;
    }

    /** Milliseconds; anything else is no time, as a text is none that cannot be read. */
    private @Nullable String numberOrNothing() throws IOException {
        if (atNumber()) {
            return scanner.integer();
        }
        scanner.skipValue();
        return null;
    }

    /** The text of a scalar that may be a number; null if there is none. */
    private @Nullable String number() throws IOException {
        if (scanner.peek() == '"') {
            return scanner.text();
        }
        if (!atNumber()) {
            scanner.skipValue();
            return null;
        }
        String integer = scanner.integer();
        return integer == null ? "" : integer;
    }

    private boolean atNumber() {
        char kind = scanner.peek();
        return kind == '-' || (kind >= '0' && kind <= '9');
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

    private Message message(String text, Fields fields) throws MalformedException {
        if (fields.type == null) {
            throw new MalformedException("a frame has no type");
        }
        Message.Builder message = Message.builder(fields.type);
        if (fields.id != null) {
            message.id(fields.id);
        }
        if (fields.senderId != null) {
            message.sender(sender(fields.senderId, fields.senderName == null ? "" : fields.senderName));
        }
        if (fields.payload != null) {
            message.payload(fields.payload);
        }
        if (fields.version != null) {
            message.version(fields.version);
        }
        timestamp(fields, message);
        if (numbering != null) {
            position(numbering, text, fields, message);
        }
        return message.build();
    }

    private void position(Numbering where, String frame, Fields fields, Message.Builder message)
            throws MalformedException {
        String text = isIdNumber ? fields.id : fields.number;
        if (numberName == null) {
            text = where.textWithin(frame, fields.payload, shape);
        }
        if (text != null) {
            long number = Numbering.number(text);
            if (number < 0 && !isIdNumber) {
                throw new MalformedException("the number of a frame is not a whole one from 0 to 2^63 - 1");
            }
            message.position(number < 0 ? null : new Message.Position(null, number));
        }
    }

    private void timestamp(Fields fields, Message.Builder message) {
        String text = fields.timestamp;
        Payload payload = fields.payload;
        if (text != null && isTimeText) {
            message.timestamp(text, shape.zone());
        } else if (text != null) {
            message.timestamp(() -> TimeText.millis(text));
        } else if (payloadTime != null && payload != null) {
            message.timestamp(() -> TimeText.read(payload.field(payloadTime.name()), payloadTime.form(), shape.zone()));
        }
    }

    private Identity sender(String id, String name) throws MalformedException {
        if (!lastSender.id().equals(id) || !lastSender.name().equals(name)) {
            try {
                lastSender = Identity.of(id, name);
            } catch (IllegalArgumentException e) {
                throw new MalformedException(
                        "the " + senderIdName + " or " + senderNameName + " of a frame is too long or not printable");
            }
        }
        return lastSender;
    }
}
