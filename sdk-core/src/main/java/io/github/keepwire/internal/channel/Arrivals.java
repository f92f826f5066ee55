// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.channel;

import io.github.keepwire.error.KeepwireException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who waits to be in one channel or room. Belongs to the loop. */
final class Arrivals {
    private final Executor completions;
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();

    Arrivals(Executor completions) {
        this.completions = completions;
    }

    void await(CompletableFuture<Void> waiter) {
        waiting.add(waiter);
    }

    /** Answers all: with nothing if they are in, else with the reason why they are not. */
    void answer(@Nullable KeepwireException problem) {
        List<CompletableFuture<Void>> all = waiting;
        waiting = new ArrayList<>();
        Consumer<CompletableFuture<Void>> answer =
                problem == null ? waiter -> waiter.complete(null) : waiter -> waiter.completeExceptionally(problem);
        all.forEach(waiter -> completions.execute(() -> answer.accept(waiter)));
    }
}
