// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a dialect tells of a message that came: the half of the builder that applications leave alone. */
abstract class WireParts {
    @Nullable
    Timestamp timestamp;

    Message.@Nullable Position position;

    @Nullable
    String version;

    @Nullable
    String request;

    @Nullable
    String answers;

    WireParts() {}

    abstract Message.Builder self();

    /**
     * Sets a timestamp from the wire; it is read when somebody asks.
     *
     * @param text ISO-8601, with or without a zone
     * @param zone what a text without a zone means
     * @return this builder
     */
    public Message.Builder timestamp(String text, ZoneId zone) {
        timestamp = Timestamp.ofText(text, zone);
        return self();
    }

    /**
     * Sets a timestamp that is read when somebody first asks; racing readers may read it twice.
     *
     * @param source answers the instant, or null if there is none
     * @return this builder
     */
    public Message.Builder timestamp(Supplier<@Nullable Instant> source) {
        timestamp = Timestamp.read(requireNonNull(source, "source"));
        return self();
    }

    /**
     * Sets the version that came with a message: for dialects.
     *
     * @param value the version
     * @return this builder
     */
    public Message.Builder version(String value) {
        version = requireNonNull(value, "version");
        return self();
    }

    /**
     * Says that the sender waits for an answer; for dialects.
     *
     * @param mark what tells this request from others, for {@link Message#answers}
     * @return this builder
     */
    public Message.Builder request(String mark) {
        request = requireNonNull(mark, "mark");
        return self();
    }

    /**
     * Says what the message is an answer to; {@link Message#answer} is the usual way.
     *
     * @param mark the mark of the request
     * @return this builder
     */
    public Message.Builder answers(String mark) {
        answers = requireNonNull(mark, "mark");
        return self();
    }

    /**
     * Sets the number that a server gave it; none by default. It is not sent.
     *
     * @param value its place in the count, or null for none
     * @return this builder
     */
    public Message.Builder position(Message.@Nullable Position value) {
        position = value;
        return self();
    }
}
