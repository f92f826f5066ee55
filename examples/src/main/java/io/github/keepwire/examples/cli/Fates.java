// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of everything that a command sends: counts it, prints it, and holds the sender back while the client has
 * its hands full.
 */
final class Fates {
    /** How many may be without an outcome; the client's outbox takes 1000. */
    private static final int ROOM = 500;

    /** Beyond its time to live, a message gets this long to tell its outcome. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Terminal terminal;
    private final Trace trace;
    private final Semaphore room = new Semaphore(ROOM);
    private final Semaphore restored = new Semaphore(0);
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger acked = new AtomicInteger();
    private volatile String lastReason = "";

    Fates(Terminal terminal, Trace trace) {
        this.terminal = terminal;
        this.trace = trace;
    }

    Trace trace() {
        return trace;
    }

    /** Waits until another message may be sent. */
    void awaitRoom() throws InterruptedException {
        room.acquire();
    }

    /** Follows a message to its end. */
    void follow(Receipt receipt) {
        String id = receipt.id();
        receipt.accepted().thenRun(() -> {
            accepted.incrementAndGet();
            trace.accepted(id);
        });
        receipt.outcome().whenComplete((outcome, refusal) -> {
            ended(id, outcome, refusal);
            room.release();
        });
    }

    /** A message of an earlier run has ended; it is no part of this one's account. */
    void restored(Outcome.Event event) {
        trace.ended(String.valueOf(event.message().id()), event.outcome().status());
        restored.release();
    }

    /** Waits until so many messages of an earlier run have ended; false if that takes too long. */
    boolean awaitRestored(int count, Duration patience) throws InterruptedException {
        return restored.tryAcquire(count, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void ended(String id, @Nullable Outcome outcome, @Nullable Throwable refusal) {
        if (outcome == null) {
            trace.ended(id, "refused");
            tell("refused: " + (refusal == null ? "" : refusal.getMessage()));
            return;
        }
        trace.ended(id, outcome.status());
        if (outcome.delivered()) {
            sent.incrementAndGet();
        } else if (outcome.error() != null) {
            tell("not delivered: " + outcome.error().getMessage());
        }
        if (outcome.status() == Outcome.Status.ACKED) {
            acked.incrementAndGet();
            terminal.line(JsonText.oneLine(BinaryText.of(outcome.reply())));
        }
    }

    /** Waits until every message has ended; false if that takes too long. */
    boolean awaitAll(Duration timeToLive) throws InterruptedException {
        boolean all = room.tryAcquire(ROOM, timeToLive.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        if (all) {
            room.release(ROOM);
        }
        return all;
    }

    int delivered() {
        return sent.get();
    }

    /** Of as many as were to be sent. */
    String summary(int wanted) {
        return "accepted=" + accepted + " sent=" + sent + " acked=" + acked + " failed=" + (wanted - sent.get());
    }

    /** A lost link fails many at once for one reason: it is told once. */
    private void tell(String reason) {
        if (!reason.equals(lastReason)) {
            lastReason = reason;
            terminal.status(reason);
        }
    }
}
