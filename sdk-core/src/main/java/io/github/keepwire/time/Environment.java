// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.time;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Everything a client takes from the machine it runs on: time, chance and threads, as one immutable value.
 *
 * <pre>{@code
 * Environment environment = Environment.builder()
 *         .timer(timer)
 *         .executor(pool)
 *         .build();
 * }</pre>
 *
 * <p>A client without one gets the machine's own clocks and shared daemon threads. Tests pass the environment of
 * {@code ManualTime}. Executors and the timer stay the property of whoever made them: nothing here closes them.
 */
public final class Environment {
    private final Ticker ticker;
    private final Clock wallClock;
    private final Timer timer;
    private final Dice dice;
    private final Executor executor;
    private final Executor callbackExecutor;

    private Environment(Builder builder) {
        ticker = builder.ticker;
        wallClock = builder.wallClock;
        timer = requireNonNull(builder.timer, "timer must be given");
        dice = builder.dice;
        executor = requireNonNull(builder.executor, "executor must be given");
        callbackExecutor = builder.callbackExecutor == null ? executor : builder.callbackExecutor;
    }

    /**
     * Starts an environment with the machine's ticker, wall clock (UTC) and dice; timer and executor must be given.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts an environment from the values of this one.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return new Builder()
                .ticker(ticker)
                .wallClock(wallClock)
                .timer(timer)
                .dice(dice)
                .executor(executor)
                .callbackExecutor(callbackExecutor);
    }

    /**
     * What measures delays.
     *
     * @return the monotonic ticker
     */
    public Ticker ticker() {
        return ticker;
    }

    /**
     * What dates messages; never used to measure a delay.
     *
     * @return the wall clock
     */
    public Clock wallClock() {
        return wallClock;
    }

    /**
     * What runs tasks later.
     *
     * @return the timer
     */
    public Timer timer() {
        return timer;
    }

    /**
     * What jitter and ids are rolled with.
     *
     * @return the dice
     */
    public Dice dice() {
        return dice;
    }

    /**
     * What runs a client's own work: its loop, the completions of its futures, its providers.
     *
     * @return the executor for work that is not the application's
     */
    public Executor executor() {
        return executor;
    }

    /**
     * What runs the application's listeners.
     *
     * @return the callback executor; the {@link #executor()} unless one was given
     */
    public Executor callbackExecutor() {
        return callbackExecutor;
    }

    /** Builds an {@link Environment}. Not safe for use by several threads at once. */
    public static final class Builder {
        private Ticker ticker = Ticker.system();
        private Clock wallClock = Clock.systemUTC();
        private @Nullable Timer timer;
        private Dice dice = Dice.system();
        private @Nullable Executor executor;
        private @Nullable Executor callbackExecutor;

        private Builder() {}

        /**
         * Sets the monotonic ticker; the machine's by default.
         *
         * @param value the ticker
         * @return this builder
         */
        public Builder ticker(Ticker value) {
            ticker = requireNonNull(value, "ticker");
            return this;
        }

        /**
         * Sets the wall clock; the machine's, in UTC, by default.
         *
         * @param value the clock
         * @return this builder
         */
        public Builder wallClock(Clock value) {
            wallClock = requireNonNull(value, "wallClock");
            return this;
        }

        /**
         * Sets the timer; required.
         *
         * @param value the timer
         * @return this builder
         */
        public Builder timer(Timer value) {
            timer = requireNonNull(value, "timer");
            return this;
        }

        /**
         * Sets the dice; the machine's by default.
         *
         * @param value the dice
         * @return this builder
         */
        public Builder dice(Dice value) {
            dice = requireNonNull(value, "dice");
            return this;
        }

        /**
         * Sets the executor for the client's own work; required. It should run tasks on other threads than the
         * caller's, and must not be a single thread that listeners block.
         *
         * @param value the executor
         * @return this builder
         */
        public Builder executor(Executor value) {
            executor = requireNonNull(value, "executor");
            return this;
        }

        /**
         * Sets the executor for listeners; the {@link #executor(Executor)} by default.
         *
         * @param value the executor
         * @return this builder
         */
        public Builder callbackExecutor(Executor value) {
            callbackExecutor = requireNonNull(value, "callbackExecutor");
            return this;
        }

        /**
         * Builds the environment.
         *
         * @return the environment
         * @throws NullPointerException if the timer or the executor was not given; the message names it
         */
        public Environment build() {
            return new Environment(this);
        }
    }
}
