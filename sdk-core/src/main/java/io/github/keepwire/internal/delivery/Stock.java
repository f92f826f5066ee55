// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.outbox.Outbox;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every message that is here, each at one {@linkplain Outgoing.Stage stage}. Whoever decides what becomes of a message moves
 * it here, and the room, the queue, the agenda, the books, the store and the receipt follow. Belongs to the loop.
 */
final class Stock {
    final Room room;
    final Lanes lanes = new Lanes();
    final AckWindow window;
    final Agenda agenda = new Agenda();
    final LedgerBook ledger = new LedgerBook();
    private final Executor completions;
    /** All that have room and no outcome, the oldest first. */
    private final Set<Outgoing> present = new LinkedHashSet<>();

    /** What goes into the store and out of it, or null if there is none. */
    final @Nullable Commits commits;

    private final Consumer<Outcome.Event> outcomes;
    private long lastSequence;

    Stock(Outbox outbox, Executor completions, Consumer<Outcome.Event> outcomes) {
        this.room = new Room(outbox.maxMessages(), outbox.maxBytes());
        this.window = new AckWindow(outbox.maxInFlight());
        this.completions = completions;
        this.outcomes = outcomes;
        this.commits = outbox.store().isPresent() ? new Commits() : null;
    }

    /** It has come. */
    void offered(Outgoing outgoing) {
        ledger.offered();
        outgoing.sequence = ++lastSequence;
    }

    /** It waits for room. */
    void hold(Outgoing outgoing) {
        outgoing.stage = Outgoing.Stage.WAITING;
        expectAck(outgoing);
    }

    /** It has room. */
    void admit(Outgoing outgoing) {
        outgoing.stage = Outgoing.Stage.ADMITTED;
        expectAck(outgoing);
        room.take(outgoing.bytes());
        present.add(outgoing);
        if (commits == null || outgoing.isVolatile()) {
            accept(outgoing);
        } else {
            commits.add(outgoing);
        }
    }

    /** The store has it. */
    void stored(Outgoing outgoing) {
        outgoing.isStored = true;
        accept(outgoing);
        if (outgoing.isCancelled) {
            end(outgoing, Recall.cancelled());
        }
    }

    /** The store knows this sequence: newer ones are above it. */
    void skipTo(long sequence) {
        lastSequence = Math.max(lastSequence, sequence);
    }

    /** The store had it when the client was built. */
    void restore(Outgoing outgoing, long sequence) {
        outgoing.isStored = true;
        outgoing.isRestored = true;
        outgoing.sequence = sequence;
        skipTo(sequence);
        expectAck(outgoing);
        room.take(outgoing.bytes());
        present.add(outgoing);
        ledger.restored();
        enqueue(outgoing);
    }

    /** It is queued, and stays in the store for another client. */
    void leaveBehind(Outgoing outgoing) {
        KeepwireException reason = new KeepwireException(
                ErrorCode.CLOSED, "the client was closed: the message is kept in the outbox for the next start");
        completions.execute(() -> outgoing.pending().leave(reason));
    }

    private void expectAck(Outgoing outgoing) {
        if (outgoing.isAcked()) {
            window.add(outgoing);
        }
    }

    /** It was not taken, and never will be. */
    void refuse(Outgoing outgoing, KeepwireException reason) {
        if (outgoing.stage == Outgoing.Stage.ADMITTED) {
            leave(outgoing);
        }
        window.remove(outgoing);
        ledger.refused();
        outgoing.stage = Outgoing.Stage.REFUSED;
        completions.execute(() -> outgoing.pending().refuse(reason));
    }

    /** It is safe here, and waits to be written. */
    private void accept(Outgoing outgoing) {
        ledger.accepted();
        completions.execute(new Acceptance(outgoing.pending()));
        enqueue(outgoing);
    }

    /** It was taken, and ends without having had room. */
    void acceptAndEnd(Outgoing outgoing, Outcome outcome) {
        ledger.acceptedAndEnded();
        outgoing.stage = Outgoing.Stage.ENDED;
        completions.execute(() -> {
            outgoing.pending().accept();
            outgoing.pending().end(outcome);
        });
    }

    /** It is handed to the link; {@code due} is when something must be done about it. */
    void take(Outgoing outgoing, long due) {
        lanes.remove(outgoing);
        ledger.taken();
        outgoing.stage = Outgoing.Stage.IN_FLIGHT;
        outgoing.attempts++;
        if (outgoing.isAcked()) {
            window.left();
        }
        agenda.set(outgoing, due);
    }

    /** It is to be sent again, in its old place. */
    void requeue(Outgoing outgoing) {
        ledger.returned();
        window.returned();
        enqueue(outgoing);
    }

    /** It was taken, and not written after all. */
    void putBack(Outgoing outgoing) {
        outgoing.attempts--;
        ledger.returned();
        if (outgoing.isAcked()) {
            window.returned();
        }
        enqueue(outgoing);
    }

    private void enqueue(Outgoing outgoing) {
        outgoing.stage = Outgoing.Stage.QUEUED;
        lanes.add(outgoing);
        ledger.queued();
        agenda.set(outgoing, outgoing.expiresAt());
    }

    /** It has its outcome; a second one changes nothing. */
    void end(Outgoing outgoing, Outcome outcome) {
        if (outgoing.stage == Outgoing.Stage.ENDED) {
            return;
        }
        boolean wasQueued = outgoing.stage == Outgoing.Stage.QUEUED;
        if (wasQueued) {
            lanes.remove(outgoing);
        } else if (outgoing.isAcked()) {
            window.returned();
        }
        ledger.ended(wasQueued);
        window.remove(outgoing);
        agenda.remove(outgoing);
        outgoing.stage = Outgoing.Stage.ENDED;
        leave(outgoing);
        if (commits != null && outgoing.isStored) {
            commits.remove(outgoing.sequence);
        }
        if (outgoing.isRestored) {
            outcomes.accept(new Outcome.Event(outgoing.message(), outcome));
        } else {
            completions.execute(() -> outgoing.pending().end(outcome));
        }
    }

    private void leave(Outgoing outgoing) {
        present.remove(outgoing);
        room.free(outgoing.bytes());
    }

    boolean isEmpty() {
        return present.isEmpty();
    }

    /** The sequence of what came last. */
    long lastSequence() {
        return lastSequence;
    }

    /** What has been here longest, or null if nothing is here. */
    @Nullable
    Outgoing oldest() {
        return present.isEmpty() ? null : present.iterator().next();
    }

    /** All that is here as of now, the oldest first. */
    List<Outgoing> all() {
        return new ArrayList<>(present);
    }
}
