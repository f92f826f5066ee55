// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.stats.ClientStats;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where callers hand in what the loop has not looked at yet: bounded as well, so that callers that are faster than the loop
 * fill no heap. Safe for use by any thread.
 *
 * <p>The bounds are those of the outbox, but never below {@value #LEAST_MESSAGES} messages and 1 MiB: a small outbox that
 * makes room for the newest must see a burst to do so.
 */
final class Door {
    private static final int LEAST_MESSAGES = 1024;
    private static final long LEAST_BYTES = 1L << 20;

    private final int maxMessages;
    private final long maxBytes;
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong handedIn = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    Door(Outbox outbox) {
        maxMessages = Math.max(outbox.maxMessages(), LEAST_MESSAGES);
        maxBytes = Math.max(outbox.maxBytes(), LEAST_BYTES);
    }

    /** Lets a message in; answers why not, and then counts it as refused. */
    @Nullable
    KeepwireException enter(Outgoing outgoing) {
        int size = outgoing.bytes();
        boolean tooMany = messages.incrementAndGet() > maxMessages;
        boolean tooMuch = bytes.addAndGet(size) > maxBytes;
        if (tooMany || tooMuch) {
            left(size);
            refuse();
            return new KeepwireException(
                    ErrorCode.OUTBOX_FULL, "messages come faster than they can be looked at: send more slowly");
        }
        handedIn.incrementAndGet();
        return null;
    }

    /** A message went no further than here. */
    void refuse() {
        refused.incrementAndGet();
    }

    /** The loop has it now. */
    void left(int size) {
        messages.decrementAndGet();
        bytes.addAndGet(-size);
    }

    /**
     * Adds what is known here to what the loop knew a moment before: what it has not seen yet is waiting.
     */
    ClientStats.Ledger complete(ClientStats.Ledger known) {
        // in this order: whoever is refused here was never handed in, and what the loop knows was
        long refusedHere = refused.get();
        long offered = handedIn.get() + refusedHere;
        return new ClientStats.Ledger(
                offered,
                known.refused() + refusedHere,
                offered - refusedHere - known.refused() - known.accepted(),
                known.accepted(),
                known.restored(),
                known.ended(),
                known.queued(),
                known.inFlight());
    }
}
