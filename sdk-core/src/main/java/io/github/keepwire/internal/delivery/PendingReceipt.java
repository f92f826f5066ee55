// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The receipt that the ledger writes: completed on the completion lane, handed out as copies. What nobody has asked for yet needs no
 * lane, since nothing hangs on it: who asks later gets a future that is done.
 */
final class PendingReceipt implements Receipt {
    private final String id;
    private final CompletableFuture<Void> accepted = new CompletableFuture<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    /** Set once, by whoever is first: the one who asks whether it was accepted, or the one who knows that it was. */
    private final AtomicReference<@Nullable First> acceptance = new AtomicReference<>();

    private enum First {
        ASKED_FOR,
        KNOWN
    }

    PendingReceipt(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public CompletableFuture<Void> accepted() {
        boolean known = !acceptance.compareAndSet(null, First.ASKED_FOR) && acceptance.get() == First.KNOWN;
        return known ? CompletableFuture.completedFuture(null) : accepted.thenApply(nothing -> null);
    }

    @Override
    public CompletableFuture<Outcome> outcome() {
        return outcome.thenApply(end -> end);
    }

    void accept() {
        accepted.complete(null);
    }

    /** Takes note that it was accepted; false if somebody has asked already, and must be told by {@link #accept}. */
    boolean acceptUnheard() {
        return acceptance.compareAndSet(null, First.KNOWN);
    }

    void refuse(KeepwireException reason) {
        accepted.completeExceptionally(reason);
        outcome.completeExceptionally(reason);
    }

    /** It was accepted, and its outcome will be another client's to tell. */
    void leave(KeepwireException reason) {
        outcome.completeExceptionally(reason);
    }

    void end(Outcome end) {
        outcome.complete(end);
    }
}
