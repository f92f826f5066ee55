// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.message.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How many received messages may wait for the application's listeners, and what happens to those beyond. Immutable; safe for
 * use by any thread.
 *
 * <pre>{@code
 * Inbox.defaults().maxMessages(10_000).latestPerKey(message -> message.sender().id())
 * }</pre>
 *
 * <p>It is full when it holds {@link #maxMessages()} or {@link #maxBytes()}, whichever comes first. By default the client
 * then stops reading, so that the server feels how slow the listeners are:
 *
 * <pre>
 *   room --> full: reading stops --> after pauseAtMost: reads into the reserve --> reserve full: the oldest go, counted
 * </pre>
 *
 * <p>The pause is bounded because a server takes a client that does not read for dead: keep {@link #pauseAtMost()} below its
 * timeout. Where the protocol tells when the server wants to hear of us, as Socket.IO does, pauses end in time for that by
 * themselves. The other policies never stop reading. Whatever is dropped is counted in the client's statistics.
 */
public final class Inbox {
    /** How many messages may wait. */
    public static final int DEFAULT_MAX_MESSAGES = 1_024;
    /** How many bytes of frames may wait: 4 MiB. */
    public static final long DEFAULT_MAX_BYTES = 4L << 20;
    /** How long reading may stop. */
    public static final Duration DEFAULT_PAUSE_AT_MOST = Duration.ofSeconds(20);
    /** How many bytes are read beyond the bound when the pause is over: 4 MiB. */
    public static final long DEFAULT_RESERVE_BYTES = 4L << 20;

    private final int maxMessages;
    private final long maxBytes;
    private final WhenFull whenFull;
    private final @Nullable Function<Message, String> keyOf;
    private final Duration pauseAtMost;
    private final long reserveBytes;

    /** What happens when the inbox is full. */
    public enum WhenFull {
        /** Reading stops for a while, then a reserve is filled, then the oldest messages go. */
        PAUSE,
        /** The oldest message makes room. */
        DROP_OLDEST,
        /** The new message goes. */
        DROP_NEWEST,
        /** Of the messages with the same key only the latest stays, in the place of the first; else the oldest goes. */
        LATEST_PER_KEY
    }

    private Inbox(Draft draft) {
        maxMessages = draft.maxMessages;
        maxBytes = draft.maxBytes;
        whenFull = draft.whenFull;
        keyOf = draft.keyOf;
        pauseAtMost = draft.pauseAtMost;
        reserveBytes = draft.reserveBytes;
    }

    /**
     * 1 024 messages and 4 MiB; then reading stops for 20 s at most, then 4 MiB of reserve.
     *
     * @return the default
     */
    public static Inbox defaults() {
        return new Inbox(new Draft());
    }

    /**
     * The same inbox with another bound on messages.
     *
     * @param value how many may wait; positive; 1 024 by default
     * @return a new inbox
     * @throws IllegalArgumentException if the value is not positive
     */
    public Inbox maxMessages(int value) {
        positive("maxMessages", value);
        return with(draft -> draft.maxMessages = value);
    }

    /**
     * The same inbox with another bound on bytes. A single message above it is accepted when nothing else waits: the bound
     * for one message is the transport's.
     *
     * @param value how many may wait; positive; 4 MiB by default
     * @return a new inbox
     * @throws IllegalArgumentException if the value is not positive
     */
    public Inbox maxBytes(long value) {
        positive("maxBytes", value);
        return with(draft -> draft.maxBytes = value);
    }

    /**
     * The same inbox, which stops reading when it is full. The default.
     *
     * @return a new inbox
     */
    public Inbox pausing() {
        return whenFull(WhenFull.PAUSE, null);
    }

    /**
     * The same inbox, whose oldest message makes room.
     *
     * @return a new inbox
     */
    public Inbox dropOldest() {
        return whenFull(WhenFull.DROP_OLDEST, null);
    }

    /**
     * The same inbox, which takes nothing new while it is full.
     *
     * @return a new inbox
     */
    public Inbox dropNewest() {
        return whenFull(WhenFull.DROP_NEWEST, null);
    }

    /**
     * The same inbox, which keeps only the latest of the messages with the same key once it is full: for states, of which the
     * newest is all that counts.
     *
     * @param keyOf tells the key, on the client's loop: must be quick and must not block; a message for which it throws or
     *     answers null stands for itself, and the error is reported
     * @return a new inbox
     */
    public Inbox latestPerKey(Function<Message, String> keyOf) {
        return whenFull(WhenFull.LATEST_PER_KEY, requireNonNull(keyOf, "keyOf"));
    }

    /**
     * The same inbox with another bound on the pause.
     *
     * @param value how long reading may stop; positive, and shorter than the server's timeout; 20 s by default
     * @return a new inbox
     * @throws IllegalArgumentException if the value is not positive
     */
    public Inbox pauseAtMost(Duration value) {
        Durations.reckoned("pauseAtMost", value);
        return with(draft -> draft.pauseAtMost = value);
    }

    /**
     * The same inbox with another reserve.
     *
     * @param value how many bytes are read beyond {@link #maxBytes()} when the pause is over; not negative; 4 MiB by default
     * @return a new inbox
     * @throws IllegalArgumentException if the value is negative
     */
    public Inbox reserveBytes(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("reserveBytes must not be negative: " + value);
        }
        return with(draft -> draft.reserveBytes = value);
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
     * How many bytes of frames may wait.
     *
     * @return a positive number
     */
    public long maxBytes() {
        return maxBytes;
    }

    /**
     * What happens when the inbox is full.
     *
     * @return the policy
     */
    public WhenFull whenFull() {
        return whenFull;
    }

    /**
     * What tells messages apart of which only the latest counts.
     *
     * @return present for {@link WhenFull#LATEST_PER_KEY} only
     */
    public Optional<Function<Message, String>> keyOf() {
        return Optional.ofNullable(keyOf);
    }

    /**
     * How long reading may stop.
     *
     * @return a positive duration
     */
    public Duration pauseAtMost() {
        return pauseAtMost;
    }

    /**
     * How many bytes are read beyond the bound when the pause is over.
     *
     * @return zero or more
     */
    public long reserveBytes() {
        return reserveBytes;
    }

    @Override
    public String toString() {
        return maxMessages + " messages, " + maxBytes + " bytes, then " + whenFull;
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }

    private Inbox whenFull(WhenFull value, @Nullable Function<Message, String> key) {
        return with(draft -> {
            draft.whenFull = value;
            draft.keyOf = key;
        });
    }

    private Inbox with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.maxMessages = maxMessages;
        draft.maxBytes = maxBytes;
        draft.whenFull = whenFull;
        draft.keyOf = keyOf;
        draft.pauseAtMost = pauseAtMost;
        draft.reserveBytes = reserveBytes;
        change.accept(draft);
        return new Inbox(draft);
    }

    /** An inbox that is being made: the defaults, to begin with. */
    private static final class Draft {
        private int maxMessages = DEFAULT_MAX_MESSAGES;
        private long maxBytes = DEFAULT_MAX_BYTES;
        private WhenFull whenFull = WhenFull.PAUSE;
        private @Nullable Function<Message, String> keyOf;
        private Duration pauseAtMost = DEFAULT_PAUSE_AT_MOST;
        private long reserveBytes = DEFAULT_RESERVE_BYTES;
    }
}
