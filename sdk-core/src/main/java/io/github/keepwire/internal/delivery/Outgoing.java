// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.message.Scope;
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

    /**
     * When a message began to wait, and when it has waited enough: readings of the ticker.
     *
     * @param since when it was sent
     * @param expiresAt when it is no longer worth delivering, or {@link Alarm#NEVER}
     */
    record Life(long since, long expiresAt) {}

    private final Message message;
    private final SendOptions options;
    private final int bytes;
    private final Life life;
    private final PendingReceipt receipt;
    private final Lane.Key lane;

    Stage stage = Stage.NEW;
    /** The order of the sends, kept across transmissions and lives of the client. */
    long sequence;
    /** When something must be done about it: the end of its life, or of its wait for room or for its ack. */
    long dueAt;
    /** When it was handed to a link the last time. */
    long transmittedAt;
    /** How often it was handed to a link. */
    int attempts;
    /** Whether the store has it. */
    boolean isStored;
    /** Whether an earlier life of the client accepted it, so that nobody holds its receipt. */
    boolean isRestored;
    /** Whether it is to end as soon as it is accepted. */
    boolean isCancelled;

    /**
     * Prepares a message.
     *
     * @param message complete: with id, sender, timestamp and a written payload
     * @param options how to send it
     * @param bytes the size of its payload
     * @param nowNanos the ticker's reading
     */
    public Outgoing(Message message, SendOptions options, int bytes, long nowNanos) {
        this(message, options, bytes, new Life(nowNanos, endOf(options, nowNanos)));
    }

    Outgoing(Message message, SendOptions options, int bytes, Life life) {
        this.message = message;
        this.options = options;
        this.bytes = bytes;
        this.life = life;
        this.receipt = new PendingReceipt(idOf(message));
        this.lane =
                new Lane.Key(options.priority(), options.key().orElseGet(() -> placeOf(message)), options.isVolatile());
    }

    /** The channel or room that it goes to; a channel keeps the order of all that goes into it, its rooms included. */
    private static String placeOf(Message message) {
        if (message.scopes().isEmpty()) {
            return "";
        }
        Scope first = message.scopes().get(0);
        Scope parent = first.parent();
        return parent == null ? first.name() : parent.name();
    }

    private static long endOf(SendOptions options, long nowNanos) {
        return options.timeToLive().map(span -> Alarm.after(nowNanos, span)).orElse(Alarm.NEVER);
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

    /**
     * Whether an earlier life of the client accepted it.
     *
     * @return true for what was found in the store
     */
    public boolean isRestored() {
        return isRestored;
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

    /**
     * What it holds in memory, about.
     *
     * @return the size of its payload in bytes
     */
    public int bytes() {
        return bytes;
    }

    SendOptions options() {
        return options;
    }

    PendingReceipt pending() {
        return receipt;
    }

    String id() {
        return receipt.id();
    }

    boolean isExpired(long nowNanos) {
        return life.expiresAt() != Alarm.NEVER && nowNanos - life.expiresAt() >= 0;
    }

    /** When the wait for the ack of a transmission ends, or the message's life, if that is sooner. */
    long dueAfterTransmission(long nowNanos) {
        long ack = options.ackTimeout().map(wait -> Alarm.after(nowNanos, wait)).orElse(Alarm.NEVER);
        return Math.min(ack, life.expiresAt());
    }

    long expiresAt() {
        return life.expiresAt();
    }

    long since() {
        return life.since();
    }

    private static String idOf(Message message) {
        String id = message.id();
        if (id == null) {
            throw new IllegalArgumentException("a message on its way out must have an id");
        }
        return id;
    }
}
