// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.stats.ClientStats;
import io.github.keepwire.time.Environment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way out of one client, as its front door and its connection see it: takes messages from any thread to the loop, and
 * tells any thread how things stand. What becomes of the messages is decided by {@link Deliveries} and its parts.
 */
public final class SendDesk {
    /** What sending needs of the connection, on the loop. */
    public interface Line {
        /**
         * Whether a message could be written now.
         *
         * @return true while the connection is open
         */
        boolean isOpen();

        /**
         * Whether nothing is taken any more.
         *
         * @return true once the client was asked to close
         */
        boolean isClosing();

        /** There may be something to write, or something new to wait for. */
        void changed();

        /**
         * What everything of the client runs on.
         *
         * @return the loop
         */
        Executor loop();

        /**
         * Where futures are completed.
         *
         * @return an executor that keeps the order
         */
        Executor completions();

        /**
         * Time and threads.
         *
         * @return the client's environment
         */
        Environment environment();

        /**
         * Something went wrong that no receipt tells.
         *
         * @param error what
         */
        void report(KeepwireException error);

        /**
         * A message that an earlier life of the client accepted has ended.
         *
         * @param event how
         */
        void ended(Outcome.Event event);
    }

    private record View(ClientStats.Ledger ledger, int messages, long bytes, long oldestSince, int waiters) {}

    private final Deliveries deliveries;
    private final Door door;
    private final Drains drains;
    private final Environment environment;
    private final Line line;
    private final @Nullable Keeper keeper;
    private volatile View view;
    /** Whether nothing becomes of any message any more. Belongs to the loop. */
    private boolean closed;

    /**
     * Starts with what the store has, if there is one: opens it, which may block.
     *
     * @param rules what messages keep to
     * @param line the connection
     * @throws KeepwireException {@code STORE_FAILED} if the store cannot be used
     */
    public SendDesk(SendRules rules, Line line) {
        this.deliveries = new Deliveries(rules, line.completions(), line::ended);
        this.door = new Door(rules.outbox());
        this.drains = new Drains(line.completions());
        this.environment = line.environment();
        this.line = line;
        Commits commits = deliveries.stock.commits;
        this.keeper = commits == null ? null : new Keeper(deliveries, commits, rules, line);
        this.view = look();
    }

    // any thread

    /**
     * Sends a message.
     *
     * @param outgoing the message
     */
    public void send(Outgoing outgoing) {
        KeepwireException full = door.enter(outgoing);
        if (full == null) {
            line.loop().execute(() -> sendOnLoop(outgoing));
        } else {
            outgoing.pending().refuse(full);
        }
    }

    /**
     * Tells of a message that broke a rule before it got here.
     *
     * @param outgoing the message
     * @param reason which rule
     */
    public void refuse(Outgoing outgoing, KeepwireException reason) {
        door.refuse();
        outgoing.pending().refuse(reason);
    }

    /**
     * Takes messages back.
     *
     * @param which which of those that have no outcome yet
     * @return completes with how many were taken back
     */
    public CompletableFuture<Integer> cancel(Predicate<Message> which) {
        CompletableFuture<Integer> cancelled = new CompletableFuture<>();
        line.loop().execute(() -> {
            int count = closed ? 0 : deliveries.recall.takeBack(outgoing -> which.test(outgoing.message()));
            line.completions().execute(() -> cancelled.complete(count));
            line.changed();
        });
        return cancelled;
    }

    /**
     * Waits until all that was sent before has its outcome.
     *
     * @param atMost for how long
     * @return completes with whether it has
     */
    public CompletableFuture<Boolean> drain(Duration atMost) {
        CompletableFuture<Boolean> drained = new CompletableFuture<>();
        line.loop().execute(() -> {
            drains.add(deliveries.stock.lastSequence(), Alarm.after(now(), closed ? Duration.ZERO : atMost), drained);
            if (closed) {
                answerDrains(now());
            } else {
                tick(now());
                line.changed();
            }
        });
        return drained;
    }

    /**
     * What became of every message.
     *
     * @return a snapshot in which both sums hold
     */
    public ClientStats.Ledger ledger() {
        return door.complete(view.ledger());
    }

    /**
     * What waits.
     *
     * @return a snapshot as of the last turn of the loop
     */
    public ClientStats.Outbox outbox() {
        View seen = view;
        long age = seen.oldestSince() == Alarm.NEVER ? 0 : now() - seen.oldestSince();
        return new ClientStats.Outbox(
                seen.messages(), seen.bytes(), Duration.ofNanos(Math.max(0, age)), seen.waiters());
    }

    // on the loop

    /**
     * What decides.
     *
     * @return what the link asks for messages
     */
    public Deliveries deliveries() {
        return deliveries;
    }

    private void sendOnLoop(Outgoing outgoing) {
        door.left(outgoing.bytes());
        if (line.isClosing()) {
            deliveries.stock.offered(outgoing);
            deliveries.stock.refuse(
                    outgoing, new KeepwireException(ErrorCode.CLOSED, "the client is closed: nothing can be sent"));
            return;
        }
        deliveries.admission.offer(outgoing, line.isOpen(), now());
        line.changed();
    }

    /**
     * Does what is due.
     *
     * @param nowNanos the ticker's reading
     */
    public void tick(long nowNanos) {
        deliveries.tick(nowNanos);
        answerDrains(nowNanos);
    }

    private void answerDrains(long nowNanos) {
        drains.settle(deliveries.oldest());
        drains.tick(nowNanos);
    }

    /**
     * When {@link #tick} has something to do.
     *
     * @return a reading of the ticker, or {@link Alarm#NEVER}
     */
    public long nextDue() {
        return Math.min(deliveries.nextDue(), drains.nextDue());
    }

    /** The client is wanted: tells what was found in the store. */
    public void start() {
        if (keeper != null) {
            keeper.start();
        }
    }

    /**
     * Ends whatever is left, or leaves it in the store, and closes that.
     *
     * @param reason why
     * @param whenClosed what to do then, on the loop
     */
    public void close(KeepwireException reason, Runnable whenClosed) {
        closed = true;
        drains.settle(deliveries.oldest());
        drains.giveUp();
        if (keeper == null) {
            deliveries.endAll(reason);
            whenClosed.run();
        } else {
            keeper.close(reason, whenClosed);
        }
    }

    /** Hands to the store what has gathered, and publishes how things stand. */
    public void turnEnded() {
        if (keeper != null) {
            keeper.commit();
        }
        if (deliveries.stock.ledger.hasChanged()) {
            drains.settle(deliveries.oldest());
            view = look();
        }
    }

    private View look() {
        Stock stock = deliveries.stock;
        @Nullable Outgoing oldest = stock.oldest();
        return new View(
                stock.ledger.snapshot(),
                stock.room.messages(),
                stock.room.bytes(),
                oldest == null ? Alarm.NEVER : oldest.since(),
                deliveries.admission.waiters());
    }

    private long now() {
        return environment.ticker().nanos();
    }
}
