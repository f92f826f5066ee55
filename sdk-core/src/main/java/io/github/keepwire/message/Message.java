// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.SafeText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The envelope: what kind of message, from whom, when, and a {@link Payload}.
 *
 * <pre>{@code
 * Message alert = Message.builder("blueAlert").payload(new Alert(0.85, "hall")).build();
 * }</pre>
 *
 * <p>A message to be sent needs a type; the client fills in id, sender and timestamp where they are missing. Immutable
 * and safe for use by any thread. Its {@code toString} never tells the payload.
 */
public final class Message {
    private final String type;
    private final @Nullable String id;
    private final @Nullable Identity sender;
    private final @Nullable Timestamp timestamp;
    private final Payload payload;
    private final List<Scope> scopes;
    private final @Nullable String version;
    private final @Nullable Position position;

    /**
     * Where a message stands in what a server counts.
     *
     * @param scope the channel or room whose messages are counted, or null where all of a client's are counted in one
     * @param number its number; not negative
     */
    public record Position(@Nullable Scope scope, long number) {
        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Position {
            if (number < 0) {
                throw new IllegalArgumentException("number must not be negative: " + number);
            }
        }
    }

    private Message(Builder builder) {
        type = builder.type;
        id = builder.id;
        sender = builder.sender;
        timestamp = builder.timestamp;
        payload = builder.payload;
        scopes = builder.scopes;
        position = builder.position;
        version = builder.version;
    }

    /**
     * Makes a message to be sent.
     *
     * @param type what kind of message; checked when it is sent
     * @param payload a record, bean, map, collection, scalar or {@link Payload}
     * @return the message
     */
    public static Message of(String type, Object payload) {
        return builder(type).payload(payload).build();
    }

    /**
     * Starts a message with an empty payload and nothing else.
     *
     * @param type what kind of message; checked when it is sent
     * @return a new builder
     */
    public static Builder builder(String type) {
        return new Builder(requireNonNull(type, "type"));
    }

    /**
     * Starts a message from the parts of this one.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        Builder copy = new Builder(type);
        copy.id = id;
        copy.sender = sender;
        copy.timestamp = timestamp;
        copy.payload = payload;
        copy.scopes = scopes;
        copy.position = position;
        copy.version = version;
        return copy;
    }

    /**
     * What kind of message this is; listeners are registered by it.
     *
     * @return the type
     */
    public String type() {
        return type;
    }

    /**
     * What acknowledgements name and duplicates share.
     *
     * @return the id, or null if the sender gave none
     */
    public @Nullable String id() {
        return id;
    }

    /**
     * Who sent it.
     *
     * @return the sender, or null if the message does not say
     */
    public @Nullable Identity sender() {
        return sender;
    }

    /**
     * When it was made, by the sender's clock; read from the wire when first asked.
     *
     * @return the instant, or null if there is none or it is not one
     */
    public @Nullable Instant timestamp() {
        return timestamp == null ? null : timestamp.instant();
    }

    /**
     * Which version of its protocol the sender speaks. What we send has the version of our dialect, whatever this says.
     *
     * @return the version, or null if the dialect has none or the sender told none
     */
    public @Nullable String version() {
        return version;
    }

    /**
     * What it carries.
     *
     * @return the payload
     */
    public Payload payload() {
        return payload;
    }

    /**
     * The channels and rooms that it came on, or goes to.
     *
     * @return an immutable list; empty where the dialect does not tell, and for messages to nobody in particular
     */
    public List<Scope> scopes() {
        return scopes;
    }

    /**
     * The number that the server gave it.
     *
     * @return its place in the count, or null if the server does not count, or not this message
     */
    public @Nullable Position position() {
        return position;
    }

    @Override
    public String toString() {
        return "message " + SafeText.wire(type) + (id == null ? "" : " " + id);
    }

    /** Builds a {@link Message}. Not safe for use by several threads at once. */
    public static final class Builder {
        private final String type;
        private @Nullable String id;
        private @Nullable Identity sender;
        private @Nullable Timestamp timestamp;
        private Payload payload = Payload.empty();
        private List<Scope> scopes = Collections.emptyList();
        private @Nullable Position position;
        private @Nullable String version;

        private Builder(String type) {
            this.type = type;
        }

        /**
         * Sets the id; the client makes one by default.
         *
         * @param value unique among the sender's messages
         * @return this builder
         */
        public Builder id(String value) {
            id = requireNonNull(value, "id");
            return this;
        }

        /**
         * Sets the sender; the client's identity by default.
         *
         * @param value who sends
         * @return this builder
         */
        public Builder sender(Identity value) {
            sender = requireNonNull(value, "sender");
            return this;
        }

        /**
         * Sets the timestamp; the time of the send by default.
         *
         * @param value when the message was made
         * @return this builder
         */
        public Builder timestamp(Instant value) {
            timestamp = Timestamp.of(value);
            return this;
        }

        /**
         * Sets a timestamp from the wire; it is read when somebody asks.
         *
         * @param text ISO-8601, with or without a zone
         * @param zone what a text without a zone means
         * @return this builder
         */
        public Builder timestamp(String text, ZoneId zone) {
            timestamp = Timestamp.ofText(text, zone);
            return this;
        }

        /**
         * Sets a timestamp that is read when somebody first asks; racing readers may read it twice.
         *
         * @param source answers the instant, or null if there is none
         * @return this builder
         */
        public Builder timestamp(Supplier<@Nullable Instant> source) {
            timestamp = Timestamp.read(requireNonNull(source, "source"));
            return this;
        }

        /**
         * Sets the version that came with a message: for dialects.
         *
         * @param value the version
         * @return this builder
         */
        public Builder version(String value) {
            version = requireNonNull(value, "version");
            return this;
        }

        /**
         * Sets the payload; empty by default.
         *
         * @param value a record, bean, map, collection, scalar or {@link Payload}
         * @return this builder
         */
        public Builder payload(Object value) {
            payload = Payload.of(value);
            return this;
        }

        /**
         * Sets the channels and rooms; none by default.
         *
         * @param value where the message came from, or goes to
         * @return this builder
         */
        public Builder scopes(List<Scope> value) {
            scopes = Collections.unmodifiableList(new ArrayList<>(value));
            return this;
        }

        /**
         * Sets one channel or room.
         *
         * @param value where the message came from, or goes to
         * @return this builder
         */
        public Builder scope(Scope value) {
            scopes = Collections.singletonList(requireNonNull(value, "scope"));
            return this;
        }

        /**
         * Sets the number that a server gave it; none by default. It is not sent.
         *
         * @param value its place in the count, or null for none
         * @return this builder
         */
        public Builder position(@Nullable Position value) {
            position = value;
            return this;
        }

        /**
         * Builds the message.
         *
         * @return the message
         */
        public Message build() {
            return new Message(this);
        }
    }
}
