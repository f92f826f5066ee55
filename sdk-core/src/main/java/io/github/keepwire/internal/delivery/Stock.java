// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Outcome;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Every message that is here, each at one {@linkplain Outgoing.Stage stage}. Whoever decides what becomes of a message moves
 * it here, and the room, the queue, the agenda, the books and the receipt follow. Belongs to the loop.
 */
final class Stock {
    final Room room;
    final Lanes lanes = new Lanes();
    final AckWindow window;
    final Agenda agenda = new Agenda();
    final LedgerBook ledger = new LedgerBook();
    private final Executor completions;
    private long lastSequence;

    Stock(Room room, AckWindow window, Executor completions) {
        this.room = room;
        this.window = window;
        this.completions = completions;
    }

    /** It has come. */
    void offered(Outgoing outgoing) {
        ledger.offered();
        outgoing.sequence = ++lastSequence;
    }

    /** It was not taken, and never will be. */
    void refuse(Outgoing outgoing, KeepwireException reason) {
        ledger.refused();
        outgoing.stage = Outgoing.Stage.REFUSED;
        completions.execute(() -> outgoing.pending().refuse(reason));
    }

    /** It was taken, and waits to be written. */
    void accept(Outgoing outgoing) {
        ledger.accepted();
        completions.execute(outgoing.pending()::accept);
        room.take(outgoing.bytes());
        if (outgoing.isAcked()) {
            window.add(outgoing);
        }
        enqueue(outgoing);
    }

    /** It was taken, and ends without having been queued. */
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
        room.free(outgoing.bytes());
        completions.execute(() -> outgoing.pending().end(outcome));
    }

    /** The next message about which something must be done by now, or null. */
    @Nullable
    Outgoing firstDue(long nowNanos) {
        return agenda.firstDue(nowNanos);
    }

    /** When {@link #firstDue} will have something, or {@link Alarm#NEVER}. */
    long nextDue() {
        return agenda.next();
    }
}
