// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Which received messages reach the listeners.
 *
 * <pre>{@code
 * builder.filter(MessageFilter.group("home").and(MessageFilter.maxAge(ofMinutes(5))))
 * }</pre>
 *
 * <p>Called on the client's loop: must be quick and must not block. What it throws holds the message back and is reported
 * to the error listeners. A filter that remembers something gives each client a {@linkplain #fresh() fresh} one.
 */
@FunctionalInterface
public interface MessageFilter {
    /**
     * Decides about a message.
     *
     * @param message the message, which has passed the validator
     * @param now the time, by our clock
     * @return whether the listeners hear it
     */
    boolean accepts(Message message, Instant now);

    /**
     * The filter for one client: itself, unless it remembers something.
     *
     * @return a filter that shares nothing with others
     */
    default MessageFilter fresh() {
        return this;
    }

    /**
     * Both filters, this one first; the other one is not asked about what this one holds back.
     *
     * @param other the second filter
     * @return a filter that accepts what both accept
     */
    default MessageFilter and(MessageFilter other) {
        return new BothFilters(this, other);
    }

    /**
     * Accepts everything. The default.
     *
     * @return the filter
     */
    static MessageFilter everything() {
        return (message, now) -> true;
    }

    /**
     * Accepts messages of a group: those whose payload has it as {@code groupId}.
     *
     * @param groupId the group
     * @return the filter
     */
    static MessageFilter group(String groupId) {
        return (message, now) -> groupId.equals(message.payload().field("groupId"));
    }

    /**
     * Accepts some types only, as a role wants to hear them.
     *
     * @param types the types
     * @return the filter
     */
    static MessageFilter types(String... types) {
        Set<String> wanted = new HashSet<>(Arrays.asList(types));
        return (message, now) -> wanted.contains(message.type());
    }

    /**
     * Accepts messages that are not older than this by their timestamp, and those without one.
     *
     * @param age the greatest age; positive
     * @return the filter
     */
    static MessageFilter maxAge(Duration age) {
        if (age.isZero() || age.isNegative()) {
            throw new IllegalArgumentException("age must be positive: " + age);
        }
        return (message, now) -> {
            Instant timestamp = message.timestamp();
            return timestamp == null || Duration.between(timestamp, now).compareTo(age) <= 0;
        };
    }

    /**
     * Accepts each id of a sender once, among the last so many; messages without an id always.
     *
     * @param capacity how many ids are remembered, those that came last; positive
     * @return the filter
     */
    static MessageFilter distinct(int capacity) {
        return new DistinctFilter(capacity);
    }
}
