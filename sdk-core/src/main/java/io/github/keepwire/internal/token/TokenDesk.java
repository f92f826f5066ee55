// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.token;

import io.github.keepwire.auth.Token;
import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.internal.loop.SerialLane;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application for tokens, on a lane of its own: one answer on the loop, within 10 s, unless the question was
 * dropped. Whoever asks meanwhile gets the same answer. A provider that blocks is not called again once it holds four threads.
 * Belongs to the loop.
 */
public final class TokenDesk {
    /** How many calls of the provider may be under way: each that blocks for ever costs a thread. */
    static final int MOST_CALLS = 4;

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final class Question {
        final List<Consumer<Effects.Answer>> listeners = new ArrayList<>();
        Timer.@Nullable Handle deadline;
        /** Read on the provider's lane: what nobody waits for any more is not asked. */
        volatile boolean over;
        /** Whether the provider has been called and has not returned. */
        volatile boolean calling;
    }

    /**
     * A token that came.
     *
     * @param token the token
     * @param since when it came, as a reading of the ticker
     * @param until when it expires, or {@link Alarm#NEVER} if it does not tell
     */
    public record Held(Token token, long since, long until) {
        /**
         * Whether its time is over.
         *
         * @param nowNanos the ticker's reading
         * @return true from the instant of its expiry on
         */
        public boolean isExpired(long nowNanos) {
            return until != Alarm.NEVER && nowNanos - until >= 0;
        }
    }

    private final @Nullable TokenProvider provider;
    private final Environment environment;
    private final Executor loop;
    private final boolean minded;
    private @Nullable Question open;
    private @Nullable Held held;
    private SerialLane lane;
    /** The calls of the provider that have not returned. */
    private final AtomicInteger calls = new AtomicInteger();

    /**
     * Starts with no question asked.
     *
     * @param provider whom to ask, or null
     * @param minded whether a token that has expired is none
     * @param environment time and threads
     * @param loop where answers are heard
     */
    public TokenDesk(@Nullable TokenProvider provider, boolean minded, Environment environment, Executor loop) {
        this.provider = provider;
        this.minded = minded;
        this.environment = environment;
        this.loop = loop;
        this.lane = newLane();
    }

    /**
     * Asks for a token, or waits with those who have asked already.
     *
     * @param listener hears the answer on the loop, once; never, if {@link #dropAll} comes first
     */
    public void ask(Consumer<Effects.Answer> listener) {
        if (open != null) {
            open.listeners.add(listener);
            return;
        }
        Question question = new Question();
        open = question;
        question.listeners.add(listener);
        Effects.Answer late = failure("did not answer within " + DEADLINE, null);
        question.deadline = environment.timer().schedule(DEADLINE, () -> loop.execute(() -> answered(question, late)));
        lane.execute(() -> fetch(question));
    }

    /** Nobody waits for an answer any more. */
    public void dropAll() {
        if (open != null) {
            settle(open);
            open = null;
        }
    }

    /**
     * The token that came last.
     *
     * @return the token with its times, or null if none has come
     */
    public @Nullable Held held() {
        return held;
    }

    private void answered(Question question, Effects.Answer answer) {
        if (open == question) {
            open = null;
            settle(question);
            Effects.Answer checked = answer instanceof Effects.Answer.Fresh fresh ? checked(fresh) : answer;
            question.listeners.forEach(listener -> listener.accept(checked));
        }
    }

    private Effects.Answer checked(Effects.Answer.Fresh fresh) {
        long now = environment.ticker().nanos();
        Instant expiry = minded ? TokenExpiry.of(fresh.token()) : null;
        if (expiry == null) {
            held = new Held(fresh.token(), now, Alarm.NEVER);
            return fresh;
        }
        Duration left = Duration.between(environment.wallClock().instant(), expiry);
        if (left.isNegative() || left.isZero()) {
            return failure("brought a token that has expired already, if this machine's clock is right", null);
        }
        held = new Held(fresh.token(), now, Alarm.after(now, left));
        return fresh;
    }

    private void settle(Question question) {
        question.over = true;
        if (question.deadline != null) {
            question.deadline.cancel();
        }
        if (question.calling) {
            lane = newLane(); // a provider that blocks for ever must not block the next question
        }
    }

    private SerialLane newLane() {
        return new SerialLane(environment.executor(), environment.ticker());
    }

    // on the provider's lane

    private void fetch(Question question) {
        question.calling = true; // first: whoever ends the question looks at both the other way round
        if (!question.over) {
            call(question);
        }
        question.calling = false;
    }

    private void call(Question question) {
        if (calls.get() >= MOST_CALLS) {
            loop.execute(() -> answered(question, failure("still blocks in " + MOST_CALLS + " earlier calls", null)));
            return;
        }
        calls.incrementAndGet();
        fetch(answer -> loop.execute(() -> answered(question, answer)));
        calls.decrementAndGet();
    }

    private void fetch(Consumer<Effects.Answer> listener) {
        if (provider == null) {
            listener.accept(failure("is missing: give the client one", null));
            return;
        }
        try {
            CompletionStage<Token> stage = provider.token();
            if (stage == null) {
                listener.accept(failure("answered null", null));
            } else {
                stage.whenComplete((token, error) -> listener.accept(answer(token, error)));
            }
        } catch (Throwable e) {
            listener.accept(failure("threw " + e.getClass().getName(), e));
        }
    }

    private static Effects.Answer answer(@Nullable Token token, @Nullable Throwable error) {
        if (token != null) {
            return new Effects.Answer.Fresh(token);
        }
        if (error == null) {
            return failure("answered null", null);
        }
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return failure("failed with " + cause.getClass().getName(), cause);
    }

    /** What the provider says about itself, such as that trying again cannot help, is passed on. */
    private static Effects.Answer failure(String what, @Nullable Throwable cause) {
        if (cause instanceof KeepwireException known) {
            return new Effects.Answer.Failed(known);
        }
        return new Effects.Answer.Failed(
                new KeepwireException(ErrorCode.PROVIDER_FAILED, "the token provider " + what, cause));
    }
}
