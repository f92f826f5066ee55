// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one message is to be sent: what is promised for it, how urgent it is, when it ends. Immutable.
 *
 * <pre>{@code
 * client.send("blueAlert", alert,
 *         SendOptions.acked(ofSeconds(10)).priority(Priority.HIGH).timeToLive(ofMinutes(5)));
 * }</pre>
 *
 * <table>
 * <caption>The three promises</caption>
 * <tr><th>delivery</th><th>while offline</th><th>link lost before the end</th><th>duplicates</th></tr>
 * <tr><td>{@link #volatileOnly()}, at most once</td><td>dropped at once</td><td>lost</td><td>none</td></tr>
 * <tr><td>{@link #queued()}, at most once, the default</td><td>kept</td><td>may be lost if it was handed to the
 *     socket</td><td>none</td></tr>
 * <tr><td>{@link #acked(Duration)}, at least once</td><td>kept</td><td>sent again, same id</td><td>possible, same
 *     id</td></tr>
 * </table>
 *
 * <p>Messages of the same priority and key stay in order; only a volatile one does not wait behind others that are held back.
 * A message waits for as long as it takes, and an acknowledged
 * one is transmitted until the server answers, unless {@link #timeToLive(Duration)} or {@link #maxAttempts(int)} ends it.
 */
public final class SendOptions {
    /** How long the acknowledgement of a transmission is waited for, unless something else is said. */
    public static final Duration DEFAULT_ACK_TIMEOUT = Duration.ofSeconds(10);

    private static final int LONGEST_KEY = 256;
    private static final SendOptions QUEUED = new SendOptions(new Draft());
    private static final SendOptions ACKED = QUEUED.with(draft -> draft.ackTimeout = DEFAULT_ACK_TIMEOUT);
    private static final SendOptions VOLATILE = QUEUED.with(draft -> draft.isVolatile = true);

    private final boolean isVolatile;
    private final @Nullable Duration ackTimeout;
    private final @Nullable Duration timeToLive;
    private final Priority priority;
    private final @Nullable String key;
    private final int maxAttempts;

    private SendOptions(Draft draft) {
        isVolatile = draft.isVolatile;
        ackTimeout = draft.ackTimeout;
        timeToLive = draft.timeToLive;
        priority = draft.priority;
        key = draft.key;
        maxAttempts = draft.maxAttempts;
    }

    /**
     * At most once, kept until there is a connection. The default.
     *
     * @return the options
     */
    public static SendOptions queued() {
        return QUEUED;
    }

    /**
     * At most once, now or never.
     *
     * @return the options
     */
    public static SendOptions volatileOnly() {
        return VOLATILE;
    }

    /**
     * At least once, with 10 s for the acknowledgement of each transmission.
     *
     * @return the options
     */
    public static SendOptions acked() {
        return ACKED;
    }

    /**
     * At least once: transmitted again, with the same id, until the server acknowledges it.
     *
     * @param timeout how long to wait for the acknowledgement of each transmission, from when it is handed to the link;
     *     positive
     * @return the options
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public static SendOptions acked(Duration timeout) {
        Durations.positive("timeout", timeout);
        return QUEUED.with(draft -> draft.ackTimeout = timeout);
    }

    /**
     * The same options, with an end: a message that is not delivered by then ends as {@code EXPIRED}.
     *
     * @param value how long from the send; positive; without one, a message waits for as long as it takes
     * @return new options
     * @throws IllegalArgumentException if the value is not positive
     */
    public SendOptions timeToLive(Duration value) {
        Durations.positive("timeToLive", value);
        return with(draft -> draft.timeToLive = value);
    }

    /**
     * The same options with another urgency; {@link Priority#NORMAL} by default.
     *
     * @param value what it passes ahead of, and what passes ahead of it
     * @return new options
     */
    public SendOptions priority(Priority value) {
        requireNonNull(value, "priority");
        return with(draft -> draft.priority = value);
    }

    /**
     * The same options with a key: order is kept among the messages of one priority and key, and only there. Without one
     * the key is the channel or room.
     *
     * @param value 1 to 256 characters; it is never transmitted
     * @return new options
     * @throws IllegalArgumentException if the key is empty or too long
     */
    public SendOptions key(String value) {
        if (value.isEmpty() || value.length() > LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "key must have 1 to " + LONGEST_KEY + " characters, and has " + value.length());
        }
        return with(draft -> draft.key = value);
    }

    /**
     * The same options with a bound on transmissions: a message whose last one is not acknowledged in time ends as
     * {@code FAILED}. Without one there is no bound.
     *
     * @param value how often it may be transmitted, the first time included; positive
     * @return new options
     * @throws IllegalArgumentException if the value is not positive, or no acknowledgement is awaited
     */
    public SendOptions maxAttempts(int value) {
        if (value <= 0) {
            throw new IllegalArgumentException("maxAttempts must be positive: " + value);
        }
        if (ackTimeout == null) {
            throw new IllegalArgumentException("maxAttempts is for acked messages, and this one is " + this);
        }
        return with(draft -> draft.maxAttempts = value);
    }

    /**
     * Whether the message is dropped when there is no connection.
     *
     * @return true for {@link #volatileOnly()}
     */
    public boolean isVolatile() {
        return isVolatile;
    }

    /**
     * How long to wait for an acknowledgement.
     *
     * @return the time for each transmission, or empty if none is awaited
     */
    public Optional<Duration> ackTimeout() {
        return Optional.ofNullable(ackTimeout);
    }

    /**
     * How long the message is worth delivering.
     *
     * @return the time from the send, or empty if it has no end
     */
    public Optional<Duration> timeToLive() {
        return Optional.ofNullable(timeToLive);
    }

    /**
     * How urgent the message is.
     *
     * @return the priority
     */
    public Priority priority() {
        return priority;
    }

    /**
     * Among which messages the order is kept.
     *
     * @return the key, or empty if it is the channel or room
     */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /**
     * How often the message may be transmitted.
     *
     * @return the number of transmissions, or empty if there is no bound
     */
    public OptionalInt maxAttempts() {
        return maxAttempts == Draft.ENDLESS ? OptionalInt.empty() : OptionalInt.of(maxAttempts);
    }

    /** Tells the promise and what was set; the key is left out, since it may name a person. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(isVolatile ? "volatile" : "queued");
        if (ackTimeout != null) {
            out.replace(0, out.length(), "acked within " + ackTimeout);
        }
        if (maxAttempts != Draft.ENDLESS) {
            out.append(", ").append(maxAttempts).append(" attempts");
        }
        if (timeToLive != null) {
            out.append(", for ").append(timeToLive);
        }
        return priority == Priority.NORMAL
                ? out.toString()
                : out.append(", ").append(priority).toString();
    }

    private SendOptions with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.isVolatile = isVolatile;
        draft.ackTimeout = ackTimeout;
        draft.timeToLive = timeToLive;
        draft.priority = priority;
        draft.key = key;
        draft.maxAttempts = maxAttempts;
        change.accept(draft);
        return new SendOptions(draft);
    }

    /** Options that are being made: queued, and nothing else, to begin with. */
    private static final class Draft {
        private static final int ENDLESS = 0;

        private boolean isVolatile;
        private @Nullable Duration ackTimeout;
        private @Nullable Duration timeToLive;
        private Priority priority = Priority.NORMAL;
        private @Nullable String key;
        private int maxAttempts = ENDLESS;
    }
}
