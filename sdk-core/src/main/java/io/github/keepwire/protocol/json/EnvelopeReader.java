// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.keepwire.internal.json.StrictJson;
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
    private final FieldNames names = new FieldNames();
    /** Devices send many messages: one identity serves them all. */
    private Identity lastSender = Identity.ANONYMOUS;

    EnvelopeReader(PayloadCodec codec, EnvelopeShape shape) {
        this.codec = codec;
        this.shape = shape;
    }

    Message read(String text) throws MalformedException {
        names.clear();
        try (JsonParser parser = StrictJson.parserOfUncheckedNames(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("a frame is not a JSON object");
            }
            names.enterObject();
            Fields fields = new Fields();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                field(parser, text, fields);
            }
            if (parser.nextToken() != null) {
                throw new MalformedException("a frame holds more than one JSON value");
            }
            return message(fields);
        } catch (IOException e) {
            throw new MalformedException("a frame is not JSON within limits" + StrictJson.offsetOf(e));
        }
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

    private void field(JsonParser parser, String text, Fields fields) throws IOException, MalformedException {
        String name = checkedName(parser);
        parser.nextToken();
        if (name.equals(shape.idName())) {
            fields.id = parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getText() : text(parser, name);
            return;
        }
        switch (name) {
            case "type" -> fields.type = text(parser, name);
            case "deviceId" -> fields.deviceId = text(parser, name);
            case "deviceName" -> fields.deviceName = text(parser, name);
            case "timestamp" -> fields.timestamp = text(parser, name);
            case "payload" -> fields.payload = slice(parser, text);
            default -> skip(parser);
        }
    }

    private String checkedName(JsonParser parser) throws IOException, MalformedException {
        String name = parser.currentName();
        if (!names.add(name)) {
            throw new MalformedException("a frame names a field twice");
        }
        return name;
    }

    /** Goes on to the end of the value at hand, and looks at the names in it. */
    private void skip(JsonParser parser) throws IOException, MalformedException {
        JsonToken token = parser.currentToken();
        int open = 0;
        while (true) {
            if (token == JsonToken.START_OBJECT) {
                names.enterObject();
                open++;
            } else if (token == JsonToken.END_OBJECT) {
                names.leaveObject();
                open--;
            } else if (token == JsonToken.START_ARRAY) {
                open++;
            } else if (token == JsonToken.END_ARRAY) {
                open--;
            } else if (token == JsonToken.FIELD_NAME) {
                checkedName(parser);
            }
            if (open == 0) {
                return;
            }
            token = parser.nextToken();
        }
    }

    private static @Nullable String text(JsonParser parser, String name) throws IOException, MalformedException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        throw new MalformedException("the field " + name + " of a frame is not text");
    }

    private Payload slice(JsonParser parser, String text) throws IOException, MalformedException {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        skip(parser);
        parser.finishToken();
        int to = (int) parser.currentLocation().getCharOffset();
        return Payload.slice(text, from, to, codec);
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
