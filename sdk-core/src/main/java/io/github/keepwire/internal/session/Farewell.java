// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.internal.loop.Alarm;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** How long a closing client may still deliver, and who waits for its end. Belongs to the loop. */
final class Farewell {
    private final Waiters waiting;
    private long drainBy = Alarm.NEVER;
    private boolean over;

    Farewell(Executor completions) {
        this.waiting = new Waiters(completions);
    }

    /** Somebody waits for the end; it may have come already. */
    void await(CompletableFuture<Void> closed) {
        waiting.add(closed);
        if (over) {
            waiting.settle(null);
        }
    }

    /** The drain may take until then; the shortest of several wishes counts. */
    void drainBy(long nanos) {
        drainBy = Math.min(drainBy, nanos);
    }

    long drainBy() {
        return drainBy;
    }

    boolean isDrainOverdue(long nowNanos) {
        return drainBy != Alarm.NEVER && nowNanos - drainBy >= 0;
    }

    /** Everything is closed. */
    void over() {
        over = true;
        waiting.settle(null);
    }
}
