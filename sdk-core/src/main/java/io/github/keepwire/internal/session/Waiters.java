// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.error.KeepwireException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Those who wait for one thing to happen. Belongs to the loop; the futures complete elsewhere. */
final class Waiters {
    private final Executor completions;
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();

    Waiters(Executor completions) {
        this.completions = completions;
    }

    void add(CompletableFuture<Void> waiter) {
        waiting.add(waiter);
    }

    /** Tells all who wait that it happened, or why it never will. */
    void settle(@Nullable KeepwireException error) {
        List<CompletableFuture<Void>> settled = waiting;
        waiting = new ArrayList<>();
        for (CompletableFuture<Void> waiter : settled) {
            completions.execute(() -> complete(waiter, error));
        }
    }

    private static void complete(CompletableFuture<Void> waiter, @Nullable KeepwireException error) {
        if (error == null) {
            waiter.complete(null);
        } else {
            waiter.completeExceptionally(error);
        }
    }
}
