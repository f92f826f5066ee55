// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    /** All arguments, or null if the payload is the only one. */
    private final @Nullable List<Payload> arguments;

    private final List<Scope> scopes;
    private final @Nullable String version;
    private final @Nullable Position position;
    private final @Nullable String request;
    private final @Nullable String answers;

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
        arguments = builder.arguments;
        scopes = builder.scopes;
        position = builder.position;
        version = builder.version;
        request = builder.request;
        answers = builder.answers;
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
     * Makes a message of several arguments, or of none, for dialects whose events have that.
     *
     * <pre>{@code
     * client.send(Message.event("typing", "hall", true), SendOptions.volatileOnly());
     * }</pre>
     *
     * @param type what kind of message; checked when it is sent
     * @param arguments records, beans, maps, collections, scalars or {@link Payload}s; null stands for JSON's null
     * @return the message; in a dialect without {@code Feature.ARGUMENTS}, one of several is refused when it is sent
     */
    public static Message event(String type, @Nullable Object... arguments) {
        return builder(type).arguments(Arguments.list(arguments)).build();
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
        copy.arguments = arguments;
        copy.scopes = scopes;
        copy.position = position;
        copy.version = version;
        copy.answers = answers;
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
     * @return the payload; the first argument, where a message has several
     */
    public Payload payload() {
        return payload;
    }

    /**
     * All that it carries, where the dialect knows events of several arguments, or of none.
     *
     * @return an immutable list; just the payload elsewhere
     */
    public List<Payload> arguments() {
        return arguments == null ? Collections.singletonList(payload) : arguments;
    }

    /**
     * Reads one argument as an object of a type.
     *
     * @param <T> the wanted type
     * @param index which one, from 0
     * @param type the wanted type: a record, bean, map or scalar
     * @return the object
     * @throws KeepwireException with {@code PAYLOAD_MISMATCH} if there is none, or it is not of that shape
     */
    public <T> T argument(int index, Class<T> type) {
        return Arguments.read(arguments(), index, type);
    }

    /**
     * The same message, with each argument written as JSON if it is not yet.
     *
     * @param writer what writes and reads them
     * @return a message whose payloads have {@link Payload#json()}
     * @throws KeepwireException with {@code INVALID_MESSAGE} if an argument cannot be written
     */
    public Message written(PayloadCodec writer) {
        if (arguments == null) {
            Payload written = payload.written(writer);
            return written == payload ? this : toBuilder().payload(written).build();
        }
        List<Payload> written = new ArrayList<>(arguments.size());
        arguments.forEach(argument -> written.add(argument.written(writer)));
        return toBuilder().arguments(written).build();
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

    /**
     * Whether its sender waits for an answer, where the dialect knows such messages.
     *
     * @return true if {@link #answer} makes one
     */
    public boolean isRequest() {
        return request != null;
    }

    /**
     * The answer to a message that {@linkplain #isRequest asks for one}, to be sent once, and on the link that asked: a later one
     * ends as {@code FAILED}, and so does one whose channel is left, or that wants an acknowledgement of its own.
     *
     * <pre>{@code
     * client.on("ask", message -> client.send(message.answer("yes"), SendOptions.volatileOnly()));
     * }</pre>
     *
     * @param values the arguments of the answer; null stands for JSON's null
     * @return a message to be sent
     * @throws IllegalStateException if nobody waits for an answer
     */
    public Message answer(@Nullable Object... values) {
        if (request == null) {
            throw new IllegalStateException("nobody waits for an answer to " + this);
        }
        Builder answer = builder(type).arguments(Arguments.list(values)).scopes(scopes);
        answer.answers = request;
        return answer.build();
    }

    /**
     * What this is an answer to, in the words of the dialect that it came with.
     *
     * @return the mark of the request, or null if this is no answer
     */
    public @Nullable String answers() {
        return answers;
    }

    @Override
    public String toString() {
        return "message " + SafeText.wire(type) + (id == null ? "" : " " + id);
    }

    /** Builds a {@link Message}. Not safe for use by several threads at once. */
    public static final class Builder extends WireParts {
        private final String type;
        private @Nullable String id;
        private @Nullable Identity sender;
        private Payload payload = Payload.empty();
        private @Nullable List<Payload> arguments = Collections.emptyList();
        private List<Scope> scopes = Collections.emptyList();

        private Builder(String type) {
            this.type = type;
        }

        @Override
        Builder self() {
            return this;
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
         * Sets the payload; empty by default.
         *
         * @param value a record, bean, map, collection, scalar or {@link Payload}
         * @return this builder
         */
        public Builder payload(Object value) {
            payload = Payload.of(value);
            arguments = null;
            return this;
        }

        /**
         * Sets several payloads, or none, for dialects with {@code Feature.ARGUMENTS}; the others refuse several when the
         * message is sent.
         *
         * @param values records, beans, maps, collections, scalars or {@link Payload}s; null stands for JSON's null
         * @return this builder
         */
        public Builder arguments(List<? extends @Nullable Object> values) {
            List<Payload> all = new ArrayList<>(values.size());
            values.forEach(value -> all.add(Payload.ofNullable(value)));
            payload = all.isEmpty() ? Payload.empty() : all.get(0);
            arguments = all.size() == 1 ? null : Collections.unmodifiableList(all);
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
         * Builds the message.
         *
         * @return the message
         */
        public Message build() {
            return new Message(this);
        }
    }
}
