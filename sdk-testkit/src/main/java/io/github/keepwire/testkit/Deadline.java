// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** How long tests wait for something that should happen at once: long enough for the slowest machine. */
public final class Deadline {
    /** Ten seconds. */
    public static final Duration GENEROUS = Duration.ofSeconds(10);

    private static final long POLL_NANOS = 5_000_000;

    private Deadline() {}

    /**
     * Blocks until a condition holds.
     *
     * @param what the condition in words, for the error
     * @param condition checked again and again
     * @throws AssertionError if it does not hold within {@link #GENEROUS}
     */
    public static void await(String what, BooleanSupplier condition) {
        await(what, GENEROUS, condition);
    }

    /**
     * Blocks until a condition holds.
     *
     * @param what the condition in words, for the error
     * @param atMost how long to wait
     * @param condition checked again and again
     * @throws AssertionError if it does not hold in time
     */
    public static void await(String what, Duration atMost, BooleanSupplier condition) {
        await(() -> what, atMost, condition);
    }

    /**
     * Blocks until a condition holds.
     *
     * @param what the condition in words, and what is the case instead, for the error
     * @param atMost how long to wait
     * @param condition checked again and again
     * @throws AssertionError if it does not hold in time
     */
    public static void await(Supplier<String> what, Duration atMost, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > atMost.toNanos()) {
                throw new AssertionError("not within " + atMost + ": " + what.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /**
     * Blocks until a stage completes normally.
     *
     * @param what what is awaited, for the error
     * @param stage the stage
     * @param <T> the type of its result
     * @return its result
     * @throws AssertionError if it fails, or is not complete within {@link #GENEROUS}
     */
    public static <T> T result(String what, CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(GENEROUS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(what + " failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("not within " + GENEROUS + ": " + what, e);
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        }
    }

    static AssertionError interrupted(String what, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted while waiting: " + what, e);
    }
}
