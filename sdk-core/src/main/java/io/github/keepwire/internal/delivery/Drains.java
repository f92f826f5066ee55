// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.loop.Alarm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Those who wait until what was sent before has its outcome, each for its own time at most; {@value #MAX_WAITERS} at a time.
 * Belongs to the loop.
 */
final class Drains {
    /**
     * One who waits.
     *
     * @param upTo the last sequence that counts
     * @param by when the time is over, a reading of the ticker
     * @param drained what to complete
     */
    private record Waiter(long upTo, long by, CompletableFuture<Boolean> drained) {}

    static final int MAX_WAITERS = 1_000;

    private final Executor completions;
    private final List<Waiter> waiters = new ArrayList<>();

    Drains(Executor completions) {
        this.completions = completions;
    }

    void add(long upTo, long by, CompletableFuture<Boolean> drained) {
        waiters.removeIf(waiter -> waiter.drained().isDone()); // by the application, which has lost interest
        if (waiters.size() < MAX_WAITERS) {
            waiters.add(new Waiter(upTo, by, drained));
        } else {
            KeepwireException full =
                    new KeepwireException(ErrorCode.OUTBOX_FULL, MAX_WAITERS + " others wait for the outbox to drain");
            completions.execute(() -> drained.completeExceptionally(full));
        }
    }

    /** Answers those whose messages all have ended; {@code oldest} is the first sequence that has not. */
    void settle(long oldest) {
        answer(true, waiter -> oldest > waiter.upTo());
    }

    /** Answers those whose time is over. */
    void tick(long nowNanos) {
        answer(false, waiter -> waiter.by() != Alarm.NEVER && nowNanos - waiter.by() >= 0);
    }

    /** Answers everybody: what is left will not be delivered. */
    void giveUp() {
        answer(false, waiter -> true);
    }

    private void answer(boolean drained, Predicate<Waiter> whom) {
        waiters.removeIf(waiter -> {
            boolean answered = whom.test(waiter);
            if (answered) {
                completions.execute(() -> waiter.drained().complete(drained));
            }
            return answered;
        });
    }

    /** When {@link #tick} has something to do, or {@link Alarm#NEVER}. */
    long nextDue() {
        long due = Alarm.NEVER;
        for (Waiter waiter : waiters) {
            due = Math.min(due, waiter.by());
        }
        return due;
    }
}
