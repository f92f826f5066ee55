// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Payload;
import io.github.keepwire.stats.Ledger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
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
 * <p>The queue is ordered by acceptance, so that what is sent again goes ahead of what is newer. Belongs to the loop.
 */
public final class Deliveries {
    /** How many accepted messages may be without an outcome. */
    public static final int MAX_MESSAGES = 1000;
    /** How many bytes their payloads may hold: 16 MiB. */
    public static final long MAX_BYTES = 16L << 20;
    /** How many messages may await an acknowledgement at once. */
    public static final int MAX_UNACKED = 64;

    private static final Outcome SENT = Outcome.of(Outcome.Status.SENT);

    private final LedgerBook ledger = new LedgerBook();
    private final Executor completions;
    private final boolean acks;
    private final TreeSet<Outgoing> queue = new TreeSet<>(Comparator.comparingLong(o -> o.sequence));
    /** All that want an ack, from acceptance to outcome: a late ack may come while it waits to be sent again. */
    private final Map<String, Outgoing> unacked = new HashMap<>();

    private final TreeSet<Outgoing> due =
            new TreeSet<>(Comparator.<Outgoing>comparingLong(o -> o.dueAt).thenComparingLong(o -> o.sequence));
    private long lastSequence;
    private int unackedInFlight;
    private boolean acksHeld;
    private int count;
    private long bytes;

    /**
     * Starts empty.
     *
     * @param completions where receipts are completed
     * @param acks whether the dialect can acknowledge
     */
    public Deliveries(Executor completions, boolean acks) {
        this.completions = completions;
        this.acks = acks;
    }

    /**
     * A message was refused before it got here.
     *
     * @param outgoing the message
     * @param reason why
     */
    public void refuse(Outgoing outgoing, KeepwireException reason) {
        ledger.offered();
        ledger.refused();
        outgoing.stage = Outgoing.Stage.REFUSED;
        completions.execute(() -> outgoing.pending().refuse(reason));
    }

    /**
     * Takes a message, or refuses it.
     *
     * @param outgoing the message
     * @param online whether it could be written now
     */
    public void offer(Outgoing outgoing, boolean online) {
        KeepwireException problem = problem(outgoing);
        if (problem != null) {
            refuse(outgoing, problem);
            return;
        }
        ledger.offered();
        ledger.accepted();
        completions.execute(outgoing.pending()::accept);
        count++;
        bytes += outgoing.bytes();
        outgoing.sequence = ++lastSequence;
        if (outgoing.isAcked()) {
            unacked.put(outgoing.id(), outgoing);
        }
        enqueue(outgoing);
        if (outgoing.isVolatile() && !online) {
            end(outgoing, Outcome.of(Outcome.Status.DROPPED));
        }
    }

    private @Nullable KeepwireException problem(Outgoing outgoing) {
        if (count >= MAX_MESSAGES || bytes + outgoing.bytes() > MAX_BYTES) {
            return new KeepwireException(
                    ErrorCode.OUTBOX_FULL,
                    "the outbox is full with " + count + " messages of " + bytes + " bytes: send more slowly");
        }
        if (outgoing.isAcked() && !acks) {
            return new KeepwireException(
                    ErrorCode.INVALID_MESSAGE, "this dialect has no acknowledgements: send it as queued");
        }
        if (outgoing.isAcked() && unacked.containsKey(outgoing.id())) {
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
        Outgoing outgoing = queue.isEmpty() ? null : queue.first();
        if (outgoing == null || (outgoing.isAcked() && unackedInFlight >= MAX_UNACKED)) {
            return null;
        }
        queue.remove(outgoing);
        ledger.taken();
        outgoing.stage = Outgoing.Stage.IN_FLIGHT;
        outgoing.transmitted = true;
        if (outgoing.isAcked()) {
            unackedInFlight++;
        }
        setDue(outgoing, dueInFlight(outgoing, nowNanos));
        return outgoing;
    }

    private long dueInFlight(Outgoing outgoing, long nowNanos) {
        if (!outgoing.isAcked()) {
            return Alarm.NEVER; // what is on its way to the socket cannot be called back
        }
        return acksHeld ? outgoing.expiresAt() : outgoing.dueAfterTransmission(nowNanos);
    }

    /** Nothing is read from the link, so that no ack can be heard: the waits for them stand still. */
    public void holdAcks() {
        acksHeld = true;
        awaitingAck().forEach(outgoing -> setDue(outgoing, outgoing.expiresAt()));
    }

    /**
     * Acks can be heard again: the waits for them begin anew.
     *
     * @param nowNanos the ticker's reading
     */
    public void awaitAcks(long nowNanos) {
        acksHeld = false;
        awaitingAck().forEach(outgoing -> setDue(outgoing, outgoing.dueAfterTransmission(nowNanos)));
    }

    private List<Outgoing> awaitingAck() {
        return unacked.values().stream()
                .filter(outgoing -> outgoing.stage == Outgoing.Stage.IN_FLIGHT)
                .collect(Collectors.toList());
    }

    /**
     * The operating system has a message.
     *
     * @param outgoing the message
     */
    public void written(Outgoing outgoing) {
        if (!outgoing.isAcked()) {
            end(outgoing, SENT);
        }
    }

    /**
     * A message could not be written, and never will be.
     *
     * @param outgoing the message
     * @param reason why
     */
    public void failed(Outgoing outgoing, KeepwireException reason) {
        end(outgoing, Outcome.of(Outcome.Status.FAILED, reason));
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
        Outgoing outgoing = unacked.get(id);
        if (outgoing == null || !outgoing.transmitted) {
            return false;
        }
        end(outgoing, outcome);
        return true;
    }

    /**
     * The link is gone: what awaits an ack is to be sent again, in its old place. The caller tells by {@link #failed} of
     * the others that were in flight.
     */
    public void linkLost() {
        acksHeld = false;
        awaitingAck().forEach(this::requeue);
        for (Outgoing outgoing : new ArrayList<>(queue)) {
            if (outgoing.isVolatile()) {
                end(outgoing, Outcome.of(Outcome.Status.DROPPED));
            }
        }
    }

    /**
     * Does what is due: ends what has outlived its time, sends again what was not acknowledged in time.
     *
     * @param nowNanos the ticker's reading
     */
    public void tick(long nowNanos) {
        while (!due.isEmpty() && nowNanos - due.first().dueAt >= 0) {
            Outgoing outgoing = due.first();
            if (outgoing.isExpired(nowNanos)) {
                end(outgoing, Outcome.of(Outcome.Status.EXPIRED));
            } else {
                requeue(outgoing);
            }
        }
    }

    /**
     * When {@link #tick} has something to do.
     *
     * @return a reading of the ticker, or {@link Alarm#NEVER}
     */
    public long nextDue() {
        return due.isEmpty() ? Alarm.NEVER : due.first().dueAt;
    }

    /**
     * Whether something waits to be written.
     *
     * @return true if {@link #next} may have something
     */
    public boolean hasQueued() {
        return !queue.isEmpty();
    }

    /**
     * Whether nothing is left to deliver.
     *
     * @return true if every accepted message has its outcome
     */
    public boolean isDrained() {
        return count == 0;
    }

    /**
     * Ends whatever is left, but for what is in flight without an ack: of that the caller tells by {@link #failed}.
     *
     * @param reason why
     */
    public void endAll(KeepwireException reason) {
        Set<Outgoing> left = new LinkedHashSet<>(queue);
        left.addAll(unacked.values());
        for (Outgoing outgoing : left) {
            end(outgoing, Outcome.of(Outcome.Status.FAILED, reason));
        }
    }

    /**
     * Whether {@link #ledger()} will tell something new; most turns of the loop change nothing in it.
     *
     * @return true if something has changed since it was last asked
     */
    public boolean hasNewLedger() {
        return ledger.hasChanged();
    }

    /**
     * What became of everything.
     *
     * @return a snapshot in which both sums hold, renewed when something has changed
     */
    public Ledger ledger() {
        return ledger.snapshot();
    }

    private void enqueue(Outgoing outgoing) {
        outgoing.stage = Outgoing.Stage.QUEUED;
        queue.add(outgoing);
        ledger.queued();
        setDue(outgoing, outgoing.expiresAt());
    }

    private void requeue(Outgoing outgoing) {
        ledger.returned();
        unackedInFlight--;
        enqueue(outgoing);
    }

    private void setDue(Outgoing outgoing, long at) {
        due.remove(outgoing);
        outgoing.dueAt = at;
        if (at != Alarm.NEVER) {
            due.add(outgoing);
        }
    }

    private void end(Outgoing outgoing, Outcome outcome) {
        if (outgoing.stage == Outgoing.Stage.ENDED) {
            return;
        }
        ledger.ended(outgoing.stage == Outgoing.Stage.QUEUED);
        if (outgoing.isAcked() && outgoing.stage == Outgoing.Stage.IN_FLIGHT) {
            unackedInFlight--;
        }
        queue.remove(outgoing);
        unacked.remove(outgoing.id(), outgoing);
        due.remove(outgoing);
        outgoing.stage = Outgoing.Stage.ENDED;
        count--;
        bytes -= outgoing.bytes();
        completions.execute(() -> outgoing.pending().end(outcome));
    }
}
