// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import io.github.keepwire.error.KeepwireException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects into JSON text and back. Safe for use by any thread; never blocks.
 *
 * <p>Errors name the type and the place, never the content.
 */
public interface PayloadCodec {
    /**
     * Writes an object as JSON.
     *
     * @param value a record, bean, map, collection or scalar
     * @return JSON text
     * @throws KeepwireException with {@code INVALID_MESSAGE} if it cannot be written
     */
    String write(Object value);

    /**
     * Writes an object as JSON, with its binary parts apart: in the JSON, the n-th of them, counted from 0, is
     * {@code {"_placeholder":true,"num":n}}.
     *
     * @param value a record, bean, map, collection, scalar, byte array or {@code ByteBuffer}
     * @param binary what the parts are added to; a codec that keeps none apart, as by default, adds nothing
     * @return JSON text
     * @throws KeepwireException with {@code INVALID_MESSAGE} if it cannot be written
     */
    default String write(Object value, List<ByteBuffer> binary) {
        return write(value);
    }

    /**
     * Reads JSON as an object; fields that the type does not know are ignored.
     *
     * @param <T> the wanted type
     * @param json JSON text
     * @param type the wanted type
     * @return the object
     * @throws KeepwireException with {@code PAYLOAD_MISMATCH} if the text is not such an object
     */
    <T> T read(String json, Class<T> type);

    /**
     * Reads JSON whose binary parts are apart as an object: byte arrays, or {@code ByteBuffer}s, stand where the placeholders
     * stood. By default the parts are passed over.
     *
     * @param <T> the wanted type
     * @param json JSON text with placeholders
     * @param binary the parts, by their numbers
     * @param type the wanted type
     * @return the object
     * @throws KeepwireException with {@code PAYLOAD_MISMATCH} if the text is not such an object
     */
    default <T> T read(String json, List<ByteBuffer> binary, Class<T> type) {
        return read(json, type);
    }

    /**
     * Checks that a text is one JSON value, within the limits for JSON.
     *
     * @param json the text
     * @throws KeepwireException with {@code INVALID_MESSAGE} if it is not
     */
    void check(String json);

    /**
     * Reads one scalar field of a JSON object, without reading the rest into objects.
     *
     * @param json JSON text
     * @param name the name of a field of the outermost object
     * @return its text, or null if the text is no object, or the field is absent, null, an object or an array
     */
    @Nullable
    String field(String json, String name);
}
