// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.SendOptions;

/**
 * One message on its way out. Made on the caller's thread; from then on it belongs to the loop.
 *
 * <pre>
 *   NEW --> WAITING --> ADMITTED --> QUEUED <---> IN_FLIGHT --> ENDED
 *    |         |           |            +-----------------------^
 *    +---------+-----------+--> REFUSED
 * </pre>
 */
public final class Outgoing {
    /** Where a message stands. */
    enum Stage {
        /** Nobody has looked at it. */
        NEW,
        /** It waits for room. */
        WAITING,
        /** It has room, and is not safe yet. */
        ADMITTED,
        /** It is accepted and waits to be written. */
        QUEUED,
        /** It is handed to the link. */
        IN_FLIGHT,
        ENDED,
        REFUSED
    }

    private final Message message;
    private final SendOptions options;
    private final int bytes;
    private final long expiresAt;
    private final PendingReceipt receipt;
    private final Lane.Key lane;

    Stage stage = Stage.NEW;
    /** Since when it is ours: a reading of the ticker. */
    final long since;
    /** The order of the sends, kept across transmissions. */
    long sequence;
    /** When something must be done about it: the end of its life or of the wait for its ack. */
    long dueAt;
    /** How often it was handed to a link. */
    int attempts;

    /**
     * Prepares a message.
     *
     * @param message complete: with id, sender, timestamp and a written payload
     * @param options how to send it
     * @param bytes the size of its payload
     * @param nowNanos the ticker's reading
     */
    public Outgoing(Message message, SendOptions options, int bytes, long nowNanos) {
        this.message = message;
        this.options = options;
        this.bytes = bytes;
        this.expiresAt =
                options.timeToLive().map(life -> Alarm.after(nowNanos, life)).orElse(Alarm.NEVER);
        this.dueAt = expiresAt;
        this.since = nowNanos;
        this.receipt = new PendingReceipt(idOf(message));
        this.lane = new Lane.Key(options.priority(), options.key().orElse(""), options.isVolatile());
    }

    /**
     * The message.
     *
     * @return complete, ready to be encoded
     */
    public Message message() {
        return message;
    }

    /**
     * What the caller gets.
     *
     * @return the receipt
     */
    public Receipt receipt() {
        return receipt;
    }

    /**
     * Whether an acknowledgement is awaited.
     *
     * @return true for at least once
     */
    public boolean isAcked() {
        return options.ackTimeout().isPresent();
    }

    boolean isVolatile() {
        return options.isVolatile();
    }

    /** Whether it has been transmitted as often as it may be. */
    boolean isSpent() {
        return options.maxAttempts().isPresent()
                && attempts >= options.maxAttempts().getAsInt();
    }

    /** Among which messages it keeps its order. */
    Lane.Key lane() {
        return lane;
    }

    int bytes() {
        return bytes;
    }

    PendingReceipt pending() {
        return receipt;
    }

    String id() {
        return receipt.id();
    }

    boolean isExpired(long nowNanos) {
        return expiresAt != Alarm.NEVER && nowNanos - expiresAt >= 0;
    }

    /** When the wait for the ack of a transmission ends, or the message's life, if that is sooner. */
    long dueAfterTransmission(long nowNanos) {
        long ack = options.ackTimeout().map(wait -> Alarm.after(nowNanos, wait)).orElse(Alarm.NEVER);
        return Math.min(ack, expiresAt);
    }

    long expiresAt() {
        return expiresAt;
    }

    private static String idOf(Message message) {
        String id = message.id();
        if (id == null) {
            throw new IllegalArgumentException("a message on its way out must have an id");
        }
        return id;
    }
}
