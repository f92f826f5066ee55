// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import java.util.concurrent.CompletableFuture;

/** The receipt that the ledger writes: completed on the completion lane, handed out as copies. */
final class PendingReceipt implements Receipt {
    private final String id;
    private final CompletableFuture<Void> accepted = new CompletableFuture<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    PendingReceipt(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public CompletableFuture<Void> accepted() {
        return accepted.thenApply(nothing -> null);
    }

    @Override
    public CompletableFuture<Outcome> outcome() {
        return outcome.thenApply(end -> end);
    }

    void accept() {
        accepted.complete(null);
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
