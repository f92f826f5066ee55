// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.KeepwireException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting, for as long as a command waits for anything. */
public final class Patience {
    private Patience() {}

    /**
     * Waits for something to come true. Blocks.
     *
     * @param <T> what it gives
     * @param future completes with it
     * @param atMost how long to wait
     * @param inVain what to say if it does not come: what did not happen
     * @return what the future gives
     * @throws CommandFailure if it fails, with the exit code that fits, or if the time runs out
     * @throws InterruptedException if the command is to end
     */
    public static <T> T await(CompletableFuture<T> future, Duration atMost, String inVain) throws InterruptedException {
        try {
            return future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(requireNonNull(e.getCause()), inVain);
        } catch (TimeoutException e) {
            throw new CommandFailure(ExitCode.TIMED_OUT, "timed out: " + inVain + " within " + atMost);
        }
    }

    private static CommandFailure failure(Throwable cause, String inVain) {
        if (cause instanceof CommandFailure known) {
            return known;
        }
        int exitCode = cause instanceof KeepwireException known
                ? CommandFailure.of(known).exitCode()
                : ExitCode.NOT_CONNECTED;
        return new CommandFailure(exitCode, inVain + ": " + cause.getMessage());
    }

    /**
     * Waits for a server of our own to have seen something. Blocks.
     *
     * @param seen fails with an {@code AssertionError} if it does not come in time, as the dev server's own waiting does
     * @param inVain what to say then: what did not happen
     * @throws CommandFailure if it does not come in time
     */
    public static void awaitServer(Runnable seen, String inVain) {
        try {
            seen.run();
        } catch (AssertionError late) {
            throw new CommandFailure(ExitCode.TIMED_OUT, "timed out: " + inVain + ": " + late.getMessage());
        }
    }
}
