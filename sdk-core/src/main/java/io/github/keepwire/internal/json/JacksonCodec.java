// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.PayloadCodec;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Payloads by Jackson, within limits. Fields that a type does not know are ignored.
 *
 * <p>Without an application's mapper it knows records, beans, maps, collections and scalars, and nothing of
 * {@code java.time}. In a named module, the package of a payload's type must be open to Jackson.
 *
 * <p>Jackson's own exceptions quote the content, so they are neither told nor kept as a cause.
 */
public final class JacksonCodec implements PayloadCodec {
    /** A mapper holds much memory once it has seen a few types: one serves all clients that bring none. */
    private static final JacksonCodec SHARED = new JacksonCodec(new ObjectMapper());

    private final ObjectMapper mapper;
    private final Readers readers;
    /** Makes the parsers of payloads: one of the readers'. */
    private final JsonFactory reading;
    /** Whether binary parts travel beside the JSON, and not in it. */
    private final boolean binaryApart;

    /**
     * What makes parsers, since the mapper's own factory cannot be held to limits any more.
     *
     * @param limits how large what is read and written may be
     * @param strict for text of which nothing is known
     * @param scanned the same without a look for names that stand twice
     * @param looking for what is only looked at, and read to no object
     */
    private record Readers(JsonLimits limits, JsonFactory strict, JsonFactory scanned, JsonFactory looking) {
        static Readers of(ObjectMapper mapper, JsonLimits limits) {
            return new Readers(
                    limits,
                    StrictJson.limited(mapper.getFactory().rebuild(), limits).setCodec(mapper),
                    StrictJson.limitedForScanned(mapper.getFactory().rebuild(), limits)
                            .setCodec(mapper),
                    StrictJson.limited(JsonFactory.builder(), limits));
        }
    }

    /** Makes a codec with Jackson's defaults: records, beans, maps, collections and scalars. */
    public JacksonCodec() {
        this(SHARED.mapper, SHARED.readers, SHARED.reading, false);
    }

    private JacksonCodec(ObjectMapper mapper, Readers readers, JsonFactory reading, boolean binaryApart) {
        this.mapper = mapper;
        this.readers = readers;
        this.reading = reading;
        this.binaryApart = binaryApart;
    }

    /**
     * Makes a codec from an application's mapper.
     *
     * @param mapper is copied, with its modules and settings; the limits are laid on the copy
     * @throws IllegalArgumentException if it is for another format, or of a class that cannot be copied
     */
    public JacksonCodec(ObjectMapper mapper) {
        this.mapper = copy(mapper)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.mapper.getFactory().configure(JsonWriteFeature.WRITE_NAN_AS_STRINGS.mappedFeature(), false);
        StrictJson.limitWriting(this.mapper.getFactory());
        readers = Readers.of(this.mapper, JsonLimits.DEFAULT);
        reading = readers.strict();
        binaryApart = false;
    }

    /**
     * The same codec for a dialect whose messages may be binary: byte arrays travel beside the JSON, where others write them as
     * Base64 into it.
     *
     * @return a new codec
     */
    public JacksonCodec binaryApart() {
        return new JacksonCodec(mapper, readers, reading, true);
    }

    /**
     * The same codec for messages of another size.
     *
     * @param wanted how large they may be
     * @return a codec for text of which nothing is known
     */
    public JacksonCodec within(JsonLimits wanted) {
        if (wanted.equals(readers.limits())) {
            return this;
        }
        Readers others = Readers.of(mapper, wanted);
        return new JacksonCodec(mapper, others, others.strict(), binaryApart);
    }

    /**
     * The same codec for text that {@link JsonScanner} has been through. It has refused names that stand twice in an object, and
     * looking for them again is a good part of what reading costs.
     *
     * @param codec any
     * @return one that reads the same text to the same object; the codec itself if it is not of this class
     */
    public static PayloadCodec ofScanned(PayloadCodec codec) {
        return codec instanceof JacksonCodec jackson
                ? new JacksonCodec(jackson.mapper, jackson.readers, jackson.readers.scanned(), jackson.binaryApart)
                : codec;
    }

    private static ObjectMapper copy(ObjectMapper mapper) {
        String format = mapper.getFactory().getFormatName();
        if (!JsonFactory.FORMAT_NAME_JSON.equals(format)) {
            throw new IllegalArgumentException("the mapper must be for JSON, not " + format);
        }
        try {
            return mapper.copy();
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(
                    "the mapper or its factory cannot be copied: "
                            + mapper.getClass().getName() + " must override copy()",
                    e);
        }
    }

    @Override
    public String write(Object value) {
        String json;
        try {
            json = mapper.writeValueAsString(value);
        } catch (JsonProcessingException | RuntimeException e) {
            throw unwritable(value, e);
        }
        checkText(json);
        return json;
    }

    @Override
    public String write(Object value, List<ByteBuffer> binary) {
        if (!binaryApart) {
            return write(value);
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new BinaryOut(mapper.getFactory().createGenerator(text), binary)) {
            mapper.writeValue(out, value);
        } catch (IOException | RuntimeException e) {
            throw unwritable(value, e);
        }
        String json = text.toString();
        checkText(json);
        return json;
    }

    private static KeepwireException unwritable(Object value, Exception e) {
        return new KeepwireException(
                ErrorCode.INVALID_MESSAGE,
                "a payload of " + value.getClass().getName() + " cannot be written as JSON ("
                        + e.getClass().getSimpleName()
                        + "): use a record, bean or map, or give the client an ObjectMapper that knows the type");
    }

    /**
     * Half a pair has no UTF-8 form: the platform would end the link for it, long after the send. A number that JSON does not
     * know stands bare in the text, where nothing else has such letters; as a string, it would be something else over there.
     */
    private static void checkText(String json) {
        boolean inText = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                inText = !inText;
            } else if (!inText && (c == 'N' || c == 'I')) {
                throw new KeepwireException(
                        ErrorCode.INVALID_MESSAGE,
                        "the payload holds a number that is infinite or none (NaN): JSON does not know such");
            } else if (Character.isSurrogate(c) && !isPaired(json, i)) {
                throw new KeepwireException(
                        ErrorCode.INVALID_MESSAGE, "the payload has half a surrogate pair at offset " + i);
            }
        }
    }

    private static boolean isPaired(String json, int index) {
        return Character.isHighSurrogate(json.charAt(index))
                ? index + 1 < json.length() && Character.isLowSurrogate(json.charAt(index + 1))
                : index > 0 && Character.isHighSurrogate(json.charAt(index - 1));
    }

    @Override
    public <T> T read(String json, Class<T> type) {
        return read(json, Collections.emptyList(), type);
    }

    @Override
    public <T> T read(String json, List<ByteBuffer> binary, Class<T> type) {
        T value;
        try (JsonParser parser = StrictJson.parser(reading, json);
                JsonParser whole = binary.isEmpty() ? parser : BinaryIn.whole(parser, binary)) {
            value = mapper.readValue(whole, type);
        } catch (IOException | RuntimeException e) {
            throw new KeepwireException(
                    ErrorCode.PAYLOAD_MISMATCH,
                    "the payload is not a " + type.getName() + StrictJson.offsetOf(e) + " ("
                            + e.getClass().getSimpleName() + ")");
        }
        if (value == null) {
            throw new KeepwireException(
                    ErrorCode.PAYLOAD_MISMATCH, "the payload is null where " + type.getName() + " is wanted");
        }
        return value;
    }

    @Override
    public @Nullable String field(String json, String name) {
        try (JsonParser parser = StrictJson.parser(readers.looking(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = name.equals(parser.currentName());
                JsonToken value = parser.nextToken();
                if (wanted) {
                    return value.isScalarValue() && value != JsonToken.VALUE_NULL ? parser.getText() : null;
                }
                parser.skipChildren();
            }
            return null;
        } catch (IOException e) {
            throw new KeepwireException(ErrorCode.PAYLOAD_MISMATCH, "the payload is not JSON" + StrictJson.offsetOf(e));
        }
    }

    @Override
    public void check(String json) {
        try (JsonParser parser = StrictJson.parser(readers.looking(), json)) {
            JsonToken first = parser.nextToken();
            if (first != null) {
                finish(parser);
            }
            if (first == null || parser.nextToken() != null) {
                throw new KeepwireException(ErrorCode.INVALID_MESSAGE, "the payload is not one JSON value");
            }
        } catch (IOException e) {
            throw new KeepwireException(
                    ErrorCode.INVALID_MESSAGE, "the payload is not JSON within limits" + StrictJson.offsetOf(e));
        }
        checkText(json);
    }

    /** Walks to the end of a value. */
    private void finish(JsonParser parser) throws IOException {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_STRING) {
                checkLength(parser.getTextLength());
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && parser.nextToken() != null);
    }

    /** Jackson holds a string against its limit only where somebody takes it. */
    private void checkLength(int length) {
        if (length > readers.limits().stringLength()) {
            throw new KeepwireException(
                    ErrorCode.INVALID_MESSAGE,
                    "the payload has a string of " + length + " characters, more than "
                            + readers.limits().stringLength());
        }
    }
}
