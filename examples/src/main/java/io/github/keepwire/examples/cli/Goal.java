// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a command waits for: so many of something, or, without a number, whatever comes. Ends early when the connection is
 * lost. Safe for use by any thread.
 */
public final class Goal {
    private final @Nullable Integer wanted;
    private final String what;
    private final AtomicInteger seen = new AtomicInteger();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /**
     * Sets a goal.
     *
     * @param wanted how many, or null for no end
     * @param what of what, in the plural
     */
    public Goal(@Nullable Integer wanted, String what) {
        this.wanted = wanted;
        this.what = what;
    }

    /** Another one came. */
    public void count() {
        int now = seen.incrementAndGet();
        if (wanted != null && now == wanted) {
            end.complete(null);
        }
    }

    /**
     * How many came so far.
     *
     * @return how many were counted, those beyond what was wanted included
     */
    public int seen() {
        return seen.get();
    }

    /**
     * It is out of reach.
     *
     * @param why what the command ends with
     */
    public void fail(CommandFailure why) {
        end.completeExceptionally(why);
    }

    /** It is enough, whatever was wanted. */
    public void stop() {
        end.complete(null);
    }

    /**
     * Whether there is nothing to wait for any more.
     *
     * @return true once it is reached, or out of reach
     */
    public boolean isOver() {
        return end.isDone();
    }

    /**
     * Gives up when the connection is lost: a listener for a client's states.
     *
     * @param change what changed
     */
    public void follow(StateChange change) {
        KeepwireException error = change.error();
        if (change.current() == ConnectionState.FAILED && error != null) {
            fail(CommandFailure.of(error));
        }
    }

    /**
     * Waits until it is reached. Blocks. Without a number, the end of the time is the goal.
     *
     * @param timeout how long to wait, or null for as long as it takes
     * @throws CommandFailure if the connection is lost, or the time runs out before enough came
     * @throws InterruptedException if the command is to end
     */
    public void await(@Nullable Duration timeout) throws InterruptedException {
        try {
            if (timeout == null) {
                end.get();
            } else {
                end.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException e) {
            if (wanted != null) {
                throw new CommandFailure(
                        ExitCode.TIMED_OUT,
                        "timed out: " + seen + " of " + wanted + " " + what + " came within " + timeout);
            }
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /**
     * Waits for something on the way. Blocks until that is done, or the goal is over.
     *
     * @param step completes normally, or never
     * @param timeout how long to wait
     * @return false if the time ran out first
     * @throws CommandFailure if the goal is out of reach
     * @throws InterruptedException if the command is to end
     */
    boolean awaitStep(CompletableFuture<Void> step, Duration timeout) throws InterruptedException {
        try {
            CompletableFuture.anyOf(step, end).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static CommandFailure failure(ExecutionException e) {
        return (CommandFailure) requireNonNull(e.getCause());
    }
}
