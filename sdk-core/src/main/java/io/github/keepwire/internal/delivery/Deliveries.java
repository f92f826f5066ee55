// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Scope;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
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
    private static final Outcome SENT = Outcome.of(Outcome.Status.SENT);
    private static final Outcome DROPPED = Outcome.of(Outcome.Status.DROPPED);
    private static final Outcome EXPIRED = Outcome.of(Outcome.Status.EXPIRED);

    final Stock stock;
    final Admission admission;
    final Recall recall;
    private final Pace pace;
    /** What was handed out last, and has not used its permit yet: it may come back. */
    private @Nullable Outgoing unpaid;

    /**
     * Starts empty.
     *
     * @param rules what messages keep to
     * @param completions where receipts are completed
     * @param outcomes who hears what became of messages without a receipt
     */
    Deliveries(SendRules rules, Executor completions, Consumer<Outcome.Event> outcomes) {
        this.stock = new Stock(rules.outbox(), completions, outcomes);
        this.pace = new Pace(rules.rateLimit());
        this.admission = new Admission(stock, rules, pace);
        this.recall = new Recall(stock, admission);
    }

    /**
     * Takes the next message to be written. The caller must write it, and tell of it by {@link #written} or
     * {@link #failed}.
     *
     * @param nowNanos the ticker's reading
     * @return the oldest message that may go, or null if none may
     */
    public @Nullable Outgoing next(long nowNanos) {
        pay();
        tick(nowNanos);
        if (pace.isQuiet()) {
            dropVolatile();
            return null;
        }
        Outgoing outgoing = firstInPace(nowNanos);
        if (outgoing != null) {
            outgoing.transmittedAt = nowNanos;
            stock.take(outgoing, dueInFlight(outgoing, nowNanos));
            unpaid = outgoing;
        }
        return outgoing;
    }

    private void pay() {
        if (unpaid != null) {
            pace.used(unpaid, unpaid.transmittedAt);
            unpaid = null;
        }
    }

    private @Nullable Outgoing firstInPace(long nowNanos) {
        Outgoing head = stock.lanes.first(stock.window.isOpen());
        while (head != null && !mayGo(head, nowNanos)) {
            head = stock.lanes.first(stock.window.isOpen());
        }
        return head;
    }

    /** Whether it may go now; if not, it has ended, or its lane is held back. */
    private boolean mayGo(Outgoing head, long nowNanos) {
        if (head.isExpired(nowNanos)) {
            end(head, EXPIRED); // it outlived its time while it waited for room
            return false;
        }
        long heldUntil = pace.holdUntil(head);
        if (heldUntil == Alarm.NEVER) {
            return true;
        }
        if (head.isVolatile()) {
            end(head, Outcome.of(Outcome.Status.DROPPED, pace.problem(head)));
        } else {
            stock.lanes.hold(head, heldUntil);
        }
        return false;
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
            end(outgoing, SENT);
        }
    }

    /**
     * The message that {@link #next} gave last cannot be written yet: it is back in its place, has used nothing of the rate
     * limit, and is not given again before {@link #told} of what it waits for. Whoever tells of that must ask for it then. A
     * volatile one does not wait.
     *
     * @param outgoing the message
     * @param until the channel or room, or null for any
     */
    public void postpone(Outgoing outgoing, @Nullable Scope until) {
        if (outgoing.stage == Outgoing.Stage.IN_FLIGHT) {
            unpaid = null;
            if (outgoing.isVolatile()) {
                end(outgoing, DROPPED);
                return;
            }
            stock.putBack(outgoing);
            stock.lanes.park(outgoing, until);
        }
    }

    /**
     * Whether a message waits for something to be told.
     *
     * @return true if {@link #told} may have an effect
     */
    public boolean hasPostponed() {
        return stock.lanes.hasParked();
    }

    /**
     * A channel or room was entered, refused or left: what waited for that may be asked for again.
     *
     * @param scope which
     * @return whether {@link #next} may have something by that
     */
    public boolean told(Scope scope) {
        return stock.lanes.told(scope);
    }

    /** A session is open, or has ended: whatever was postponed may be asked for again. */
    public void sessionChanged() {
        stock.lanes.toldOfAll();
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

    private void end(Outgoing outgoing, Outcome outcome) {
        stock.end(outgoing, outcome);
        admission.admitWaiters();
    }

    /**
     * When a message was transmitted whose ack has come.
     *
     * @param id the message's id
     * @return a reading of the ticker; {@link Alarm#NEVER} unless this life of the client has transmitted it just once
     */
    public long transmittedAt(String id) {
        Outgoing outgoing = stock.window.awaiting(id);
        if (outgoing == null || outgoing.stage != Outgoing.Stage.IN_FLIGHT) {
            return Alarm.NEVER;
        }
        return outgoing.attempts == 1 && !outgoing.isRestored ? outgoing.transmittedAt : Alarm.NEVER;
    }

    /**
     * The server acknowledged a message.
     *
     * @param id the message's id
     * @param outcome what came with it
     * @return whether anybody awaited it
     */
    public boolean acked(String id, Outcome outcome) {
        return settle(id, outcome);
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
        end(outgoing, outcome);
        return true;
    }

    /**
     * The link is gone: what awaits an ack is to be sent again, in its old place. The caller tells by {@link #failed} of
     * the others that were in flight.
     */
    public void linkLost() {
        stock.window.isDeaf = false;
        stock.window.inFlight().forEach(this::sendAgain);
        sessionChanged();
        dropVolatile();
    }

    private void dropVolatile() {
        stock.lanes.volatiles().forEach(outgoing -> stock.end(outgoing, DROPPED));
        admission.admitWaiters();
    }

    /**
     * The server wants less: nothing is written before the wait is over, and what is volatile does not wait.
     *
     * @param wait how long; 5 minutes at most are believed
     * @param nowNanos the ticker's reading
     */
    public void slowDown(Duration wait, long nowNanos) {
        pace.timeIs(nowNanos);
        pace.quiet(wait);
    }

    /**
     * Does what is due: ends what has outlived its time, sends again what was not acknowledged in time.
     *
     * @param nowNanos the ticker's reading
     */
    public void tick(long nowNanos) {
        pace.timeIs(nowNanos);
        admission.tick(nowNanos);
        for (Outgoing due = stock.agenda.firstDue(nowNanos); due != null; due = stock.agenda.firstDue(nowNanos)) {
            if (due.isExpired(nowNanos)) {
                stock.end(due, EXPIRED);
            } else {
                sendAgain(due);
            }
            // within the loop: whoever waited for this room may have outlived its time meanwhile
            admission.admitWaiters();
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
        long due = Math.min(stock.agenda.next(), admission.nextDue());
        if (!stock.lanes.isEmpty()) {
            due = Math.min(due, pace.quietUntil());
        }
        long kept = stock.commits == null ? Alarm.NEVER : stock.commits.nextDue();
        return Math.min(Math.min(due, kept), stock.lanes.nextRelease());
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
     * @return true if every message that came is refused or has its outcome
     */
    public boolean isDrained() {
        return stock.isEmpty() && admission.waiters() == 0;
    }

    /** The sequence of the first message without an outcome, or {@link Long#MAX_VALUE} if there is none. */
    long oldest() {
        Outgoing oldest = stock.oldest();
        return Math.min(oldest == null ? Long.MAX_VALUE : oldest.sequence, admission.oldest());
    }

    /** Ends whatever is left, but for what is in flight without an ack: of that the caller tells by {@link #failed}. */
    void endAll(KeepwireException reason) {
        admission.refuseAll(reason);
        Outcome failed = Outcome.of(Outcome.Status.FAILED, reason);
        stock.lanes.all().forEach(outgoing -> stock.end(outgoing, failed));
        stock.window.inFlight().forEach(outgoing -> stock.end(outgoing, failed));
    }
}
