// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a message carries: JSON that is read when somebody asks, as the type they ask for.
 *
 * <pre>{@code
 * Alert alert = message.payload().as(Alert.class);
 * }</pre>
 *
 * <p>A received payload is a slice of its frame until then. Reading the same type again gives the same object. Immutable
 * and safe for use by any thread, as far as the objects read from it are. Its {@code toString} never tells the content.
 */
public final class Payload {
    private static final Payload EMPTY = new Payload("{}", 0, 2, null, null);
    private static final Payload NULL = new Payload("null", 0, 4, null, null);
    private static final Object UNCHECKED = new Object();

    private final @Nullable String source;
    private final int from;
    private final int to;
    private final @Nullable PayloadCodec codec;
    /** The object that is not written yet; {@link #UNCHECKED} marks text that nobody has looked at. */
    private final @Nullable Object value;
    /** What stands in the JSON by number only. */
    private final List<ByteBuffer> binary;

    /** The last object read; racing readers may read twice, and each gets a whole object. */
    private volatile @Nullable Object read;

    private Payload(@Nullable String source, int from, int to, @Nullable PayloadCodec codec, @Nullable Object value) {
        this.source = source;
        this.from = from;
        this.to = to;
        this.codec = codec;
        this.value = value;
        this.binary = Collections.emptyList();
    }

    /** The same text with another reader. */
    private Payload(Payload other, PayloadCodec codec) {
        this.source = other.source;
        this.from = other.from;
        this.to = other.to;
        this.codec = codec;
        this.value = null;
        this.binary = other.binary;
    }

    /** The same with binary parts. */
    private Payload(Payload other, List<ByteBuffer> binary) {
        this.source = other.source;
        this.from = other.from;
        this.to = other.to;
        this.codec = other.codec;
        this.value = other.value;
        this.binary = binary;
    }

    /**
     * Wraps an object to be sent; the client writes it as JSON on the thread that calls {@code send}.
     *
     * @param value a record, bean, map, collection, scalar, or a payload, which is returned as it is
     * @return the payload
     * @throws NullPointerException if the value is null: {@link #empty()} is the payload that says nothing
     */
    public static Payload of(Object value) {
        requireNonNull(value, "payload must not be null: use Payload.empty()");
        return value instanceof Payload payload ? payload : new Payload(null, 0, 0, null, value);
    }

    /** Wraps an object, or JSON's null. */
    static Payload ofNullable(@Nullable Object value) {
        return value == null ? NULL : of(value);
    }

    /**
     * Wraps text that is JSON already; it is checked when it is sent.
     *
     * @param json one JSON value
     * @param codec what reads it
     * @return the payload
     */
    public static Payload ofJson(String json, PayloadCodec codec) {
        return new Payload(requireNonNull(json), 0, json.length(), requireNonNull(codec), UNCHECKED);
    }

    /**
     * Wraps a part of a received frame, without copying it.
     *
     * @param source the frame's text
     * @param from index of the first character of one JSON value
     * @param to index behind its last character
     * @param codec what reads it
     * @return the payload
     */
    public static Payload slice(String source, int from, int to, PayloadCodec codec) {
        return new Payload(requireNonNull(source), from, to, requireNonNull(codec), null);
    }

    /**
     * The payload that says nothing: an empty JSON object.
     *
     * @return the empty payload
     */
    public static Payload empty() {
        return EMPTY;
    }

    /**
     * Reads the payload as an object of a type; unknown fields are ignored.
     *
     * @param <T> the wanted type
     * @param type the wanted type
     * @return the object
     * @throws KeepwireException with {@code PAYLOAD_MISMATCH} if the payload is not of that shape; the connection and
     *     other listeners are unharmed
     */
    public <T> T as(Class<T> type) {
        Object known = source == null ? value : read;
        if (type.isInstance(known)) {
            return type.cast(known);
        }
        T fresh = binary.isEmpty() ? reader().read(json(), type) : reader().read(json(), binary, type);
        read = fresh;
        return fresh;
    }

    /**
     * Reads the payload as a map, for JSON whose shape is not known.
     *
     * @return names and values of a JSON object, in their order; values are maps, lists, strings, numbers, booleans and
     *     null
     * @throws KeepwireException with {@code PAYLOAD_MISMATCH} if the payload is not an object
     */
    @SuppressWarnings("unchecked")
    public Map<String, Object> asMap() {
        return Collections.unmodifiableMap((Map<String, Object>) as(LinkedHashMap.class));
    }

    /**
     * Reads one scalar field.
     *
     * @param name the name of a field of the outermost object
     * @return its text, or null if there is none
     */
    public @Nullable String field(String name) {
        if (this == EMPTY) {
            return null;
        }
        return reader().field(json(), name);
    }

    /**
     * The payload as JSON text.
     *
     * @return one JSON value; the n-th of its {@linkplain #binary binary parts} is {@code {"_placeholder":true,"num":n}}
     * @throws IllegalStateException for an object that has not been sent
     */
    public String json() {
        if (source == null) {
            throw new IllegalStateException("this payload is an object that is not written yet");
        }
        return from == 0 && to == source.length() ? source : source.substring(from, to);
    }

    /**
     * The binary parts, where the dialect has any ({@code Protocol.Feature.BINARY}). {@link #as} puts them in their places: as
     * {@code byte[]}, as a record with such a component, and so on.
     *
     * @return an immutable list of read-only buffers, by the numbers that they have in {@link #json()}
     */
    public List<ByteBuffer> binary() {
        return binary;
    }

    /**
     * The same payload with binary parts.
     *
     * @param parts by the numbers that the JSON names them by; not copied, must not change
     * @return a new payload
     */
    public Payload withBinary(List<ByteBuffer> parts) {
        List<ByteBuffer> views = new ArrayList<>(parts.size());
        parts.forEach(part -> views.add(part.asReadOnlyBuffer()));
        return new Payload(this, Collections.unmodifiableList(views));
    }

    /**
     * The same payload, written as JSON if it is not yet.
     *
     * @param writer what writes and reads it
     * @return a payload with {@link #json()}
     * @throws KeepwireException with {@code INVALID_MESSAGE} if the object cannot be written
     */
    public Payload written(PayloadCodec writer) {
        if (value == UNCHECKED) {
            writer.check(json());
            return new Payload(this, writer);
        }
        if (value != null) {
            List<ByteBuffer> parts = new ArrayList<>(0);
            String json = writer.write(value, parts);
            Payload written = new Payload(json, 0, json.length(), writer, null);
            return parts.isEmpty() ? written : written.withBinary(parts);
        }
        return codec == null ? new Payload(this, writer) : this;
    }

    private PayloadCodec reader() {
        if (codec == null) {
            throw new KeepwireException(
                    ErrorCode.PAYLOAD_MISMATCH, "a payload that was not received or sent has only its own type");
        }
        return codec;
    }

    @Override
    public String toString() {
        return value == null || value == UNCHECKED
                ? "payload of " + (to - from) + " characters"
                        + (binary.isEmpty() ? "" : " and " + binary.size() + " binary parts")
                : "payload " + value.getClass().getName();
    }
}
