// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.PayloadCodec;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Payloads by Jackson, within {@link StrictJson}'s limits. Fields that a type does not know are ignored.
 *
 * <p>Jackson's own exceptions quote the content, so they are neither told nor kept as a cause.
 */
public final class JacksonCodec implements PayloadCodec {
    private final ObjectMapper mapper;

    /** Makes a codec with Jackson's defaults: records, beans, maps, collections and scalars. */
    public JacksonCodec() {
        this(new ObjectMapper());
    }

    /**
     * Makes a codec from an application's mapper.
     *
     * @param mapper is copied; the limits are laid on the copy
     */
    public JacksonCodec(ObjectMapper mapper) {
        this.mapper = mapper.copyWith(StrictJson.factory().copy())
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true);
    }

    @Override
    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new KeepwireException(
                    ErrorCode.INVALID_MESSAGE,
                    "a payload of " + value.getClass().getName()
                            + " cannot be written as JSON: use a record, bean or map, or give the client an ObjectMapper"
                            + " that knows the type");
        }
    }

    @Override
    public <T> T read(String json, Class<T> type) {
        try {
            T value = mapper.readValue(json, type);
            if (value == null) {
                throw new KeepwireException(
                        ErrorCode.PAYLOAD_MISMATCH, "the payload is null where " + type.getName() + " is wanted");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new KeepwireException(
                    ErrorCode.PAYLOAD_MISMATCH,
                    "the payload is not a " + type.getName() + StrictJson.offsetOf(e) + " ("
                            + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public @Nullable String field(String json, String name) {
        try (JsonParser parser = StrictJson.parser(json)) {
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
        try (JsonParser parser = StrictJson.parser(json)) {
            JsonToken first = parser.nextToken();
            if (first != null) {
                parser.skipChildren();
                parser.finishToken();
            }
            if (first == null || parser.nextToken() != null) {
                throw new KeepwireException(ErrorCode.INVALID_MESSAGE, "the payload is not one JSON value");
            }
        } catch (IOException e) {
            throw new KeepwireException(
                    ErrorCode.INVALID_MESSAGE, "the payload is not JSON within limits" + StrictJson.offsetOf(e));
        }
    }
}
