// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.policy.Overflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent: how much of it, what happens to a message beyond that, and whether it survives the client.
 * Immutable; safe for use by any thread.
 *
 * <pre>{@code
 * Outbox.inMemory().maxMessages(10_000).whenFull(Overflow.DROP_OLDEST)
 * }</pre>
 *
 * <p>It is full when it holds {@link #maxMessages()} or {@link #maxBytes()}, whichever comes first; a message counts until
 * its outcome is known. An outbox {@link #inMemory()} ends with its client. One {@link #on(MessageStore)} belongs to one
 * client at a time, and the next one finds in it what was accepted and not delivered.
 */
public final class Outbox {
    /** How many messages may wait. */
    public static final int DEFAULT_MAX_MESSAGES = 1_000;
    /** How many bytes of messages may wait: 16 MiB. */
    public static final long DEFAULT_MAX_BYTES = 16L << 20;
    /** How many messages may wait for room, if the policy is to wait. */
    public static final int DEFAULT_MAX_WAITERS = 100;
    /** How long a message may wait for room, if the policy is to wait. */
    public static final Duration DEFAULT_WAIT_AT_MOST = Duration.ofSeconds(10);
    /** How many messages may be sent and not yet acknowledged. */
    public static final int DEFAULT_MAX_IN_FLIGHT = 64;

    /** Beyond this, nanoseconds no longer fit every sum that is made of them. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(365);

    private final @Nullable MessageStore store;
    private final int maxMessages;
    private final long maxBytes;
    private final Overflow whenFull;
    private final int maxWaiters;
    private final Duration waitAtMost;
    private final int maxInFlight;

    private Outbox(Draft draft) {
        store = draft.store;
        maxMessages = draft.maxMessages;
        maxBytes = draft.maxBytes;
        whenFull = draft.whenFull;
        maxWaiters = draft.maxWaiters;
        waitAtMost = draft.waitAtMost;
        maxInFlight = draft.maxInFlight;
    }

    /**
     * An outbox that ends with its client. Any number of clients may be made with it: each gets its own. The default.
     *
     * @return a new outbox
     */
    public static Outbox inMemory() {
        return new Outbox(new Draft());
    }

    /**
     * An outbox whose messages are kept in files, with the defaults of {@link FileStore}.
     *
     * @param directory for this outbox alone; made when the client is
     * @return a new outbox
     */
    public static Outbox durable(Path directory) {
        return on(FileStore.in(directory));
    }

    /**
     * An outbox whose messages are kept in a store.
     *
     * @param store where; for one client at a time, which opens and closes it
     * @return a new outbox
     */
    public static Outbox on(MessageStore store) {
        Draft draft = new Draft();
        draft.store = requireNonNull(store, "store");
        return new Outbox(draft);
    }

    /**
     * The same outbox with another bound on messages.
     *
     * @param value how many may wait; positive; 1 000 by default
     * @return a new outbox
     * @throws IllegalArgumentException if the value is not positive
     */
    public Outbox maxMessages(int value) {
        positive("maxMessages", value);
        return with(draft -> draft.maxMessages = value);
    }

    /**
     * The same outbox with another bound on bytes.
     *
     * @param value how many may wait; positive; 16 MiB by default
     * @return a new outbox
     * @throws IllegalArgumentException if the value is not positive
     */
    public Outbox maxBytes(long value) {
        positive("maxBytes", value);
        return with(draft -> draft.maxBytes = value);
    }

    /**
     * The same outbox with another answer to a message for which there is no room.
     *
     * @param value what happens to it; {@link Overflow#REJECT} by default
     * @return a new outbox
     */
    public Outbox whenFull(Overflow value) {
        requireNonNull(value, "whenFull");
        return with(draft -> draft.whenFull = value);
    }

    /**
     * The same outbox with other bounds on waiting for room; they count for {@link Overflow#WAIT} only. A message that
     * finds too many waiters before it, or waits too long, is rejected.
     *
     * @param maxWaiters how many messages may wait for room; positive; 100 by default
     * @param atMost how long each may; positive, a year at most; 10 s by default
     * @return a new outbox
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Outbox waiting(int maxWaiters, Duration atMost) {
        positive("maxWaiters", maxWaiters);
        if (atMost.isZero() || atMost.isNegative() || atMost.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("atMost must be positive and " + LONGEST_WAIT + " at most: " + atMost);
        }
        return with(draft -> {
            draft.maxWaiters = maxWaiters;
            draft.waitAtMost = atMost;
        });
    }

    /**
     * The same outbox with another bound on what is under way.
     *
     * @param value how many messages may be sent and not yet acknowledged; positive; 64 by default
     * @return a new outbox
     * @throws IllegalArgumentException if the value is not positive
     */
    public Outbox maxInFlight(int value) {
        positive("maxInFlight", value);
        return with(draft -> draft.maxInFlight = value);
    }

    /**
     * Where its messages are kept.
     *
     * @return the store, or empty if they end with the client
     */
    public Optional<MessageStore> store() {
        return Optional.ofNullable(store);
    }

    /**
     * How many messages may wait.
     *
     * @return a positive number
     */
    public int maxMessages() {
        return maxMessages;
    }

    /**
     * How many bytes of messages may wait.
     *
     * @return a positive number
     */
    public long maxBytes() {
        return maxBytes;
    }

    /**
     * What happens to a message for which there is no room.
     *
     * @return the policy
     */
    public Overflow whenFull() {
        return whenFull;
    }

    /**
     * How many messages may wait for room.
     *
     * @return a positive number
     */
    public int maxWaiters() {
        return maxWaiters;
    }

    /**
     * How long a message may wait for room.
     *
     * @return a positive duration
     */
    public Duration waitAtMost() {
        return waitAtMost;
    }

    /**
     * How many messages may be sent and not yet acknowledged.
     *
     * @return a positive number
     */
    public int maxInFlight() {
        return maxInFlight;
    }

    @Override
    public String toString() {
        String place = store == null ? "in memory" : store.toString();
        return maxMessages + " messages, " + maxBytes + " bytes, then " + whenFull + ", " + place;
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }

    private Outbox with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.store = store;
        draft.maxMessages = maxMessages;
        draft.maxBytes = maxBytes;
        draft.whenFull = whenFull;
        draft.maxWaiters = maxWaiters;
        draft.waitAtMost = waitAtMost;
        draft.maxInFlight = maxInFlight;
        change.accept(draft);
        return new Outbox(draft);
    }

    /** An outbox that is being made: the defaults, to begin with. */
    private static final class Draft {
        private @Nullable MessageStore store;
        private int maxMessages = DEFAULT_MAX_MESSAGES;
        private long maxBytes = DEFAULT_MAX_BYTES;
        private Overflow whenFull = Overflow.REJECT;
        private int maxWaiters = DEFAULT_MAX_WAITERS;
        private Duration waitAtMost = DEFAULT_WAIT_AT_MOST;
        private int maxInFlight = DEFAULT_MAX_IN_FLIGHT;
    }
}
