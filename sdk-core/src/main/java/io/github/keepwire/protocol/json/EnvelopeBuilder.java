// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.protocol.json.EnvelopeShape.SenderFields;
import io.github.keepwire.protocol.json.EnvelopeShape.TimeField;
import io.github.keepwire.protocol.json.EnvelopeShape.VersionField;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link JsonDialect.Builder} that is about the fields of the envelope.
 *
 * @param <B> the whole builder
 */
abstract class EnvelopeBuilder<B> {
    private String type = "type";
    private String payload = "payload";
    private @Nullable String id = JsonDialect.DEFAULT_ID_NAME;
    private @Nullable TimeField time;
    private @Nullable SenderFields sender;
    private @Nullable VersionField version;
    private @Nullable Numbering numbering;
    private ZoneId zone = ZoneOffset.UTC;

    EnvelopeBuilder() {}

    /** This builder, as what the application knows it. */
    abstract B self();

    void copyShape(EnvelopeShape shape) {
        type = shape.type();
        payload = shape.payload();
        id = shape.id();
        time = shape.time();
        sender = shape.sender();
        version = shape.version();
        numbering = shape.numbering();
        zone = shape.zone();
    }

    EnvelopeShape shape() {
        return new EnvelopeShape(type, payload, id, time, sender, version, numbering, zone);
    }

    /**
     * Sets the field that tells what kind of message it is; {@code type} by default.
     *
     * @param name the name of the field, which is text
     * @return this builder
     */
    public B type(String name) {
        type = requireNonNull(name, "type");
        return self();
    }

    /**
     * Sets the field that carries the payload; {@code payload} by default.
     *
     * @param name the name of the field
     * @return this builder
     */
    public B payload(String name) {
        payload = requireNonNull(name, "payload");
        return self();
    }

    /**
     * Sets the field that carries a message's id; {@value JsonDialect#DEFAULT_ID_NAME} by default. Servers that do not know
     * it pass over it.
     *
     * @param name the name of the field, which is text or an integer
     * @return this builder
     */
    public B id(String name) {
        id = requireNonNull(name, "id");
        return self();
    }

    /**
     * Sends no ids, for servers that take no unknown fields; and reads none.
     *
     * @return this builder
     */
    public B withoutId() {
        id = null;
        return self();
    }

    /**
     * Sets the field that tells when a message was made; none by default.
     *
     * @param name the name of the field
     * @param form how it is written
     * @return this builder
     */
    public B timestamp(String name, JsonDialect.Time form) {
        time = new TimeField(requireNonNull(name, "timestamp"), requireNonNull(form, "form"), false);
        return self();
    }

    /**
     * Sets a field of the payload that tells when a message was made. It is put into payloads that are objects without one, and read
     * when somebody asks for the timestamp.
     *
     * @param name the name of the field
     * @param form how it is written
     * @return this builder
     */
    public B timestampInPayload(String name, JsonDialect.Time form) {
        time = new TimeField(requireNonNull(name, "timestamp"), requireNonNull(form, "form"), true);
        return self();
    }

    /**
     * Sets what a timestamp without a zone means; UTC by default.
     *
     * @param value the zone
     * @return this builder
     */
    public B zone(ZoneId value) {
        zone = requireNonNull(value, "zone");
        return self();
    }

    /**
     * Sets the fields that tell who sent a message; none by default.
     *
     * @param idName the name of the field with the id of the {@link io.github.keepwire.message.Identity}
     * @param nameName the name of the field with its name
     * @return this builder
     */
    public B sender(String idName, String nameName) {
        sender = new SenderFields(requireNonNull(idName, "sender"), requireNonNull(nameName, "sender"));
        return self();
    }

    /**
     * Sets the field that tells who sent a message, where the name does not travel; none by default.
     *
     * @param idName the name of the field with the id of the {@link io.github.keepwire.message.Identity}
     * @return this builder
     */
    public B sender(String idName) {
        sender = new SenderFields(requireNonNull(idName, "sender"), null);
        return self();
    }

    /**
     * Sets the field that tells the version of the protocol; none by default. It is written with every message; one that is
     * read may be any, newer ones included, and is told by {@link io.github.keepwire.message.Message#version}.
     *
     * @param name the name of the field
     * @param value its value, written as text
     * @return this builder
     */
    public B version(String name, String value) {
        StringBuilder json = new StringBuilder();
        EnvelopeWriter.quote(json, requireNonNull(value, "version"));
        version = new VersionField(requireNonNull(name, "version"), json.toString());
        return self();
    }

    /**
     * Sets the field that tells the version of the protocol; see {@link #version(String, String)}.
     *
     * @param name the name of the field
     * @param value its value, written as a number
     * @return this builder
     */
    public B version(String name, int value) {
        version = new VersionField(requireNonNull(name, "version"), Integer.toString(value));
        return self();
    }

    /**
     * Sets where the server numbers its messages, one by one: for each channel where this protocol has any, else for the whole
     * client. Other servers say what they count: {@link #sequence(String, JsonDialect.Count)}.
     *
     * @param path fields with dots between them, from the envelope inwards; a field may be the id's as well
     * @return this builder
     * @throws IllegalArgumentException if it is no path
     */
    public B sequence(String path) {
        numbering = new Numbering(FramePath.of("sequence", path), null);
        return self();
    }

    /**
     * Sets where the server numbers its messages, and what it counts. What is missed, also while there is no connection, is
     * noticed by the next number: it is fetched where the client has a {@link io.github.keepwire.event.Recovery.History}, and told
     * by {@code onRecovery} in any case. A message that came before is dropped.
     *
     * <p>A number is a whole one from 0 to 2^63 - 1, or text of one; a message with another is malformed, and one with none is
     * delivered as if the server did not count. What only confirms, refuses or keeps alive is not counted.
     *
     * <p>A number that is not higher than the last one is a repeat if the message with that number carried the same, and else
     * means that the server has begun to count anew; 256 are remembered of each count. One that has never come is delivered late.
     *
     * @param path fields with dots between them, from the envelope inwards; a field may be the id's as well
     * @param count what is counted
     * @return this builder
     * @throws IllegalArgumentException if it is no path
     */
    public B sequence(String path, JsonDialect.Count count) {
        numbering = new Numbering(FramePath.of("sequence", path), requireNonNull(count, "count"));
        return self();
    }
}
