// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs something once, in the first callback that walks into it. */
final class Trap {
    private final AtomicBoolean set = new AtomicBoolean();
    private final CompletableFuture<Void> returned = new CompletableFuture<>();
    private final Runnable call;

    Trap(Runnable call) {
        this.call = call;
    }

    void set() {
        set.set(true);
    }

    /** Called in the callback. */
    void spring() {
        if (set.compareAndSet(true, false)) {
            try {
                call.run();
                returned.complete(null);
            } catch (Throwable e) {
                returned.completeExceptionally(e);
            }
        }
    }

    /** Waits until the call has returned. */
    void awaitReturn() throws Exception {
        returned.get(10, TimeUnit.SECONDS);
    }
}
