// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Outcome;
import java.util.function.Predicate;

/**
 * Takes messages back, as far as that can be done: what waits for room is refused, what is queued or awaits its ack ends as
 * cancelled, what is on its way into the store ends once it is there. Belongs to the loop.
 */
final class Recall {
    private final Stock stock;
    private final Admission admission;

    Recall(Stock stock, Admission admission) {
        this.stock = stock;
        this.admission = admission;
    }

    /** Answers how many were taken back. */
    int takeBack(Predicate<Outgoing> which) {
        int taken = admission.refuseAll(which, reason());
        for (Outgoing outgoing : stock.all()) {
            if (which.test(outgoing) && takeBack(outgoing)) {
                taken++;
            }
        }
        admission.admitWaiters();
        return taken;
    }

    private boolean takeBack(Outgoing outgoing) {
        return switch (outgoing.stage) {
            case QUEUED -> end(outgoing);
            case IN_FLIGHT -> outgoing.isAcked() && end(outgoing);
            case ADMITTED -> mark(outgoing);
            default -> false;
        };
    }

    private boolean end(Outgoing outgoing) {
        stock.end(outgoing, cancelled());
        return true;
    }

    private static boolean mark(Outgoing outgoing) {
        boolean fresh = !outgoing.isCancelled;
        outgoing.isCancelled = true;
        return fresh;
    }

    static Outcome cancelled() {
        return Outcome.of(Outcome.Status.CANCELLED, reason());
    }

    private static KeepwireException reason() {
        return new KeepwireException(ErrorCode.CANCELLED, "the application took the message back");
    }
}
