// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a message must keep to, on its way out and on its way in. Immutable.
 *
 * <pre>{@code
 * builder.validator(MessageValidator.deviceEnvelope().maxBytes(10 * 1024))
 * }</pre>
 *
 * <p>Names (type, id, sender) are never longer than 256 characters and hold no control characters, line separators or
 * lone surrogates; a type is always required. What breaks a rule on its way out is refused by {@code accepted()}; what
 * breaks one on its way in is counted, reported to the error listeners, and dropped.
 */
public final class MessageValidator {
    /** The largest payload out, and the largest frame in, in bytes: 1 MiB. */
    public static final int DEFAULT_MAX_BYTES = 1 << 20;
    /** How far a device's timestamp may be from our clock, in either direction: 1 h. */
    public static final Duration DEVICE_TIMESTAMP_WINDOW = Duration.ofHours(1);

    private final int maxBytes;
    private final boolean senderRequired;
    private final boolean timestampRequired;
    private final @Nullable Duration timestampWindow;

    private MessageValidator(
            int maxBytes, boolean senderRequired, boolean timestampRequired, @Nullable Duration timestampWindow) {
        this.maxBytes = maxBytes;
        this.senderRequired = senderRequired;
        this.timestampRequired = timestampRequired;
        this.timestampWindow = timestampWindow;
    }

    /**
     * A type, and at most 1 MiB.
     *
     * @return the rules
     */
    public static MessageValidator defaults() {
        return new MessageValidator(DEFAULT_MAX_BYTES, false, false, null);
    }

    /**
     * A type, a sender with an id, a timestamp within an hour of our clock, and at most 1 MiB.
     *
     * @return the rules
     */
    public static MessageValidator deviceEnvelope() {
        return new MessageValidator(DEFAULT_MAX_BYTES, true, true, DEVICE_TIMESTAMP_WINDOW);
    }

    /**
     * The same rules with another limit.
     *
     * @param bytes the largest payload out, and the largest frame in; positive
     * @return new rules
     */
    public MessageValidator maxBytes(int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("maxBytes must be positive: " + bytes);
        }
        return new MessageValidator(bytes, senderRequired, timestampRequired, timestampWindow);
    }

    /**
     * The limit.
     *
     * @return the size of the largest payload out, and of the largest frame in, in bytes
     */
    public int maxBytes() {
        return maxBytes;
    }

    /**
     * The same rules, and a sender with an id.
     *
     * @return new rules
     */
    public MessageValidator requireSender() {
        return new MessageValidator(maxBytes, true, timestampRequired, timestampWindow);
    }

    /**
     * The same rules, and a timestamp near our clock.
     *
     * @param window how far it may be, in either direction; positive
     * @return new rules
     */
    public MessageValidator timestampWindow(Duration window) {
        if (window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException("timestampWindow must be positive: " + window);
        }
        return new MessageValidator(maxBytes, senderRequired, true, window);
    }

    /**
     * Looks at a message.
     *
     * @param message the message
     * @param bytes its size: of the payload on its way out, of the frame on its way in
     * @param now the time, by our clock
     * @return what is wrong with it, or null if nothing is; names the offender, never the payload
     */
    public @Nullable KeepwireException problem(Message message, int bytes, Instant now) {
        if (bytes > maxBytes) {
            return new KeepwireException(
                    ErrorCode.MESSAGE_TOO_LARGE,
                    "a message of " + bytes + " bytes is over the limit of " + maxBytes
                            + ": split it, or raise maxBytes");
        }
        String problem = nameProblem(message);
        if (problem == null) {
            problem = timeProblem(message, now);
        }
        return problem == null ? null : new KeepwireException(ErrorCode.INVALID_MESSAGE, problem);
    }

    private @Nullable String nameProblem(Message message) {
        String type = Names.problemWith(message.type(), false);
        if (type != null) {
            return "type " + type + ": '" + SafeText.wire(message.type()) + "'";
        }
        String id = message.id();
        String idProblem = id == null ? null : Names.problemWith(id, false);
        if (idProblem != null) {
            return "id " + idProblem + ": '" + SafeText.wire(id) + "'";
        }
        boolean anonymous = message.sender() == null || message.sender().id().isEmpty();
        return senderRequired && anonymous ? "the sender has no id: give the client one by builder.identity(..)" : null;
    }

    private @Nullable String timeProblem(Message message, Instant now) {
        if (!timestampRequired) {
            return null;
        }
        Instant timestamp = message.timestamp();
        if (timestamp == null) {
            return "the timestamp is missing or not ISO-8601";
        }
        boolean near = timestampWindow == null || isWithin(timestampWindow, timestamp, now);
        return near ? null : "the timestamp " + timestamp + " is not within " + timestampWindow + " of our clock";
    }

    /** Whole seconds settle nearly every message, without making objects. */
    private static boolean isWithin(Duration window, Instant timestamp, Instant now) {
        long seconds = Math.abs(Math.subtractExact(timestamp.getEpochSecond(), now.getEpochSecond()));
        return seconds < window.getSeconds()
                || Duration.between(timestamp, now).abs().compareTo(window) <= 0;
    }
}
