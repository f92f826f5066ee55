// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.loop;

import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a provider of the application, such as one of tokens, on a lane of its own: within 10 s, whatever it does. One that
 * blocks for ever holds up no later question, and is not called again once it holds four threads.
 *
 * <p>Questions are opened, asked and settled on the loop; what the provider does is heard wherever it does that.
 */
public final class ProviderLane {
    /** How many calls of a provider may be under way: each that blocks for ever costs a thread. */
    public static final int MOST_CALLS = 4;

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** Who hears of one question, at most once. */
    public interface Asker<T> {
        /**
         * The provider answered.
         *
         * @param value what it said
         */
        void answered(T value);

        /**
         * The provider did something else.
         *
         * @param what it did, to follow its name in a sentence
         * @param cause what it threw or failed with, or null
         */
        void failed(String what, @Nullable Throwable cause);
    }

    /** One question. */
    public static final class Question {
        private final Timer.Handle deadline;
        /** Read on the provider's lane: what nobody waits for any more is not asked. */
        private volatile boolean over;
        /** Whether the provider has been called and has not returned. */
        private volatile boolean calling;

        private Question(Timer.Handle deadline) {
            this.deadline = deadline;
        }
    }

    private final Environment environment;
    /** The calls of the provider that have not returned. */
    private final AtomicInteger calls = new AtomicInteger();

    private SerialLane lane;

    /**
     * Starts with nothing asked.
     *
     * @param environment time and threads
     */
    public ProviderLane(Environment environment) {
        this.environment = environment;
        this.lane = newLane();
    }

    private SerialLane newLane() {
        return new SerialLane(environment.executor(), environment.ticker());
    }

    /**
     * Opens a question, whose time runs from now on.
     *
     * @param asker hears that the time is up, on the timer's thread
     * @return the question, to be asked now or later
     */
    public Question open(Asker<?> asker) {
        String late = "did not answer within " + DEADLINE;
        return new Question(environment.timer().schedule(DEADLINE, () -> asker.failed(late, null)));
    }

    /**
     * Asks the provider, unless the question is settled before its turn comes.
     *
     * @param question what was opened
     * @param provider what to call
     * @param asker hears what comes of it, on any thread
     * @param <T> what the provider gives
     */
    public <T> void ask(Question question, Supplier<@Nullable CompletionStage<T>> provider, Asker<T> asker) {
        lane.execute(() -> {
            question.calling = true; // first: whoever settles the question looks at both the other way round
            if (!question.over) {
                call(question, provider, asker);
            }
            question.calling = false;
        });
    }

    /**
     * Nobody waits for the answer any more.
     *
     * @param question what was opened
     */
    public void settle(Question question) {
        question.over = true;
        question.deadline.cancel();
        if (question.calling) {
            lane = newLane(); // a provider that blocks for ever must not block the next question
        }
    }

    // on the provider's lane, and wherever it completes its answers

    private <T> void call(Question question, Supplier<@Nullable CompletionStage<T>> provider, Asker<T> asker) {
        if (calls.incrementAndGet() > MOST_CALLS) {
            calls.decrementAndGet();
            asker.failed("still blocks in " + MOST_CALLS + " earlier calls", null);
            return;
        }
        try {
            CompletionStage<T> stage = provider.get();
            if (stage == null) {
                asker.failed("answered null", null);
            } else {
                stage.whenComplete((value, error) -> heard(question, value, error, asker));
            }
        } catch (Throwable e) {
            asker.failed("threw " + e.getClass().getName(), e);
        }
        calls.decrementAndGet();
    }

    private static <T> void heard(Question question, @Nullable T value, @Nullable Throwable error, Asker<T> asker) {
        if (error != null) {
            Throwable cause =
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            asker.failed("failed with " + cause.getClass().getName(), cause);
        } else if (value == null) {
            asker.failed("answered null", null);
        } else if (!question.over) {
            asker.answered(value);
        }
    }
}
