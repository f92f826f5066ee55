// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Payload;
import io.github.keepwire.stats.Ledger;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Every accepted message, from acceptance to its one outcome. Touches no socket and no clock: the session asks what to
 * write {@linkplain #next next}, and tells what happened.
 *
 * <pre>
 *   offer --> queue --next--> written (unacked: ends SENT)
 *               ^               |
 *               |               +--> awaiting ack --acked--> ends ACKED
 *               +-- ack timeout, link lost --+
 * </pre>
 *
 * <p>The wait for an ack begins when a transmission is handed to the link. Belongs to the loop.
 */
public final class Deliveries {
    /** How many accepted messages may be without an outcome. */
    public static final int MAX_MESSAGES = 1000;
    /** How many bytes their payloads may hold: 16 MiB. */
    public static final long MAX_BYTES = 16L << 20;
    /** How many messages may await an acknowledgement at once. */
    public static final int MAX_UNACKED = 64;

    private static final Outcome SENT = Outcome.of(Outcome.Status.SENT);
    private static final Outcome DROPPED = Outcome.of(Outcome.Status.DROPPED);
    private static final Outcome EXPIRED = Outcome.of(Outcome.Status.EXPIRED);

    private final Stock stock;
    private final boolean acks;

    /**
     * Starts empty.
     *
     * @param completions where receipts are completed
     * @param acks whether the dialect can acknowledge
     */
    public Deliveries(Executor completions, boolean acks) {
        this.stock = new Stock(new Room(MAX_MESSAGES, MAX_BYTES), new AckWindow(MAX_UNACKED), completions);
        this.acks = acks;
    }

    /**
     * A message was refused before it got here.
     *
     * @param outgoing the message
     * @param reason why
     */
    public void refuse(Outgoing outgoing, KeepwireException reason) {
        stock.offered(outgoing);
        stock.refuse(outgoing, reason);
    }

    /**
     * Takes a message, or refuses it.
     *
     * @param outgoing the message
     * @param online whether it could be written now
     */
    public void offer(Outgoing outgoing, boolean online) {
        stock.offered(outgoing);
        KeepwireException problem = problem(outgoing);
        if (problem != null) {
            stock.refuse(outgoing, problem);
        } else if (outgoing.isVolatile() && !online) {
            stock.acceptAndEnd(outgoing, DROPPED);
        } else {
            stock.accept(outgoing);
        }
    }

    private @Nullable KeepwireException problem(Outgoing outgoing) {
        if (!stock.room.has(outgoing.bytes())) {
            return new KeepwireException(
                    ErrorCode.OUTBOX_FULL, "the outbox is full with " + stock.room + ": send more slowly");
        }
        if (outgoing.isAcked() && !acks) {
            return new KeepwireException(
                    ErrorCode.INVALID_MESSAGE, "this dialect has no acknowledgements: send it as queued");
        }
        if (outgoing.isAcked() && stock.window.knows(outgoing.id())) {
            return new KeepwireException(
                    ErrorCode.INVALID_MESSAGE, "a message with this id is on its way already: use another id");
        }
        return null;
    }

    /**
     * Takes the next message to be written. The caller must write it, and tell of it by {@link #written} or
     * {@link #failed}.
     *
     * @param nowNanos the ticker's reading
     * @return the oldest message that may go, or null if none may
     */
    public @Nullable Outgoing next(long nowNanos) {
        tick(nowNanos);
        Outgoing outgoing = stock.lanes.first(stock.window.isOpen());
        if (outgoing != null) {
            stock.take(outgoing, dueInFlight(outgoing, nowNanos));
        }
        return outgoing;
    }

    private long dueInFlight(Outgoing outgoing, long nowNanos) {
        if (!outgoing.isAcked()) {
            return Alarm.NEVER; // what is on its way to the socket cannot be called back
        }
        return stock.window.isDeaf ? outgoing.expiresAt() : outgoing.dueAfterTransmission(nowNanos);
    }

    /** Nothing is read from the link, so that no ack can be heard: the waits for them stand still. */
    public void holdAcks() {
        stock.window.isDeaf = true;
        stock.window.inFlight().forEach(outgoing -> stock.agenda.set(outgoing, outgoing.expiresAt()));
    }

    /**
     * Acks can be heard again: the waits for them begin anew.
     *
     * @param nowNanos the ticker's reading
     */
    public void awaitAcks(long nowNanos) {
        stock.window.isDeaf = false;
        stock.window.inFlight().forEach(out -> stock.agenda.set(out, out.dueAfterTransmission(nowNanos)));
    }

    /**
     * The operating system has a message.
     *
     * @param outgoing the message
     */
    public void written(Outgoing outgoing) {
        if (!outgoing.isAcked()) {
            stock.end(outgoing, SENT);
        }
    }

    /**
     * A message could not be written, and never will be.
     *
     * @param outgoing the message
     * @param reason why
     */
    public void failed(Outgoing outgoing, KeepwireException reason) {
        stock.end(outgoing, Outcome.of(Outcome.Status.FAILED, reason));
    }

    /**
     * The server acknowledged a message.
     *
     * @param id the message's id
     * @param reply what came with it
     * @return whether anybody awaited it
     */
    public boolean acked(String id, Payload reply) {
        return settle(id, Outcome.acked(reply));
    }

    /**
     * The server said no to a message.
     *
     * @param id the message's id
     * @param reason why
     * @return whether anybody awaited it
     */
    public boolean rejected(String id, KeepwireException reason) {
        return settle(id, Outcome.of(Outcome.Status.REJECTED, reason));
    }

    private boolean settle(String id, Outcome outcome) {
        Outgoing outgoing = stock.window.awaiting(id);
        if (outgoing == null) {
            return false;
        }
        stock.end(outgoing, outcome);
        return true;
    }

    /**
     * The link is gone: what awaits an ack is to be sent again, in its old place. The caller tells by {@link #failed} of
     * the others that were in flight.
     */
    public void linkLost() {
        stock.window.isDeaf = false;
        stock.window.inFlight().forEach(this::sendAgain);
        for (Outgoing outgoing : stock.lanes.all()) {
            if (outgoing.isVolatile()) {
                stock.end(outgoing, DROPPED);
            }
        }
    }

    /**
     * Does what is due: ends what has outlived its time, sends again what was not acknowledged in time.
     *
     * @param nowNanos the ticker's reading
     */
    public void tick(long nowNanos) {
        for (Outgoing due = stock.firstDue(nowNanos); due != null; due = stock.firstDue(nowNanos)) {
            if (due.isExpired(nowNanos)) {
                stock.end(due, EXPIRED);
            } else {
                sendAgain(due);
            }
        }
        stock.lanes.release(nowNanos);
    }

    private void sendAgain(Outgoing outgoing) {
        if (outgoing.isSpent()) {
            String problem = "none of " + outgoing.attempts + " transmissions was acknowledged";
            stock.end(
                    outgoing,
                    Outcome.of(Outcome.Status.FAILED, new KeepwireException(ErrorCode.UNACKNOWLEDGED, problem)));
        } else {
            stock.requeue(outgoing);
        }
    }

    /**
     * When {@link #tick} has something to do.
     *
     * @return a reading of the ticker, or {@link Alarm#NEVER}
     */
    public long nextDue() {
        return Math.min(stock.nextDue(), stock.lanes.nextRelease());
    }

    /**
     * Whether something waits to be written.
     *
     * @return true if {@link #next} may have something
     */
    public boolean hasQueued() {
        return !stock.lanes.isEmpty();
    }

    /**
     * Whether nothing is left to deliver.
     *
     * @return true if every accepted message has its outcome
     */
    public boolean isDrained() {
        return stock.room.isEmpty();
    }

    /**
     * Ends whatever is left, but for what is in flight without an ack: of that the caller tells by {@link #failed}.
     *
     * @param reason why
     */
    public void endAll(KeepwireException reason) {
        Outcome failed = Outcome.of(Outcome.Status.FAILED, reason);
        stock.lanes.all().forEach(outgoing -> stock.end(outgoing, failed));
        stock.window.inFlight().forEach(outgoing -> stock.end(outgoing, failed));
    }

    /**
     * Whether {@link #ledger()} will tell something new; most turns of the loop change nothing in it.
     *
     * @return true if something has changed since it was last asked
     */
    public boolean hasNewLedger() {
        return stock.ledger.hasChanged();
    }

    /**
     * What became of everything.
     *
     * @return a snapshot in which both sums hold, renewed when something has changed
     */
    public Ledger ledger() {
        return stock.ledger.snapshot();
    }
}
