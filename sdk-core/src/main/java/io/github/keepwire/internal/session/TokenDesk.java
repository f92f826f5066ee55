// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.auth.Token;
import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.loop.SerialLane;
import io.github.keepwire.protocol.Ask;
import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Timer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application for tokens, on a lane of its own: one answer on the loop, within 10 s, unless the question was
 * dropped. Belongs to the loop.
 */
final class TokenDesk {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final class Question {
        final Consumer<Ask.Answer> listener;
        Timer.@Nullable Handle deadline;
        /** Read on the provider's lane: what nobody waits for any more is not asked. */
        volatile boolean over;
        /** Whether the provider has been called and has not returned. */
        volatile boolean calling;

        Question(Consumer<Ask.Answer> listener) {
            this.listener = listener;
        }
    }

    private final @Nullable TokenProvider provider;
    private final Environment environment;
    private final Executor loop;
    private final Set<Question> open = new LinkedHashSet<>();
    private SerialLane lane;

    TokenDesk(@Nullable TokenProvider provider, Environment environment, Executor loop) {
        this.provider = provider;
        this.environment = environment;
        this.loop = loop;
        this.lane = newLane();
    }

    void ask(Consumer<Ask.Answer> listener) {
        Question question = new Question(listener);
        open.add(question);
        question.deadline = environment.timer().schedule(DEADLINE, () -> loop.execute(() -> late(question)));
        lane.execute(() -> fetch(question));
    }

    /** Nobody waits for an answer any more. */
    void dropAll() {
        for (Question question : open) {
            settle(question);
        }
        open.clear();
    }

    private void late(Question question) {
        if (question.calling && !question.over) {
            lane = newLane(); // a provider that blocks for ever must not block the next question
        }
        answered(question, failure("did not answer within " + DEADLINE, null));
    }

    private void answered(Question question, Ask.Answer answer) {
        if (open.remove(question)) {
            settle(question);
            question.listener.accept(answer);
        }
    }

    private static void settle(Question question) {
        question.over = true;
        if (question.deadline != null) {
            question.deadline.cancel();
        }
    }

    private SerialLane newLane() {
        return new SerialLane(environment.executor(), environment.ticker());
    }

    // on the provider's lane

    private void fetch(Question question) {
        if (!question.over) {
            question.calling = true;
            fetch(answer -> loop.execute(() -> answered(question, answer)));
            question.calling = false;
        }
    }

    private void fetch(Consumer<Ask.Answer> listener) {
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

    private static Ask.Answer answer(@Nullable Token token, @Nullable Throwable error) {
        if (token != null) {
            return new Ask.Answer.Fresh(token);
        }
        if (error == null) {
            return failure("answered null", null);
        }
        Throwable cause = LinkErrors.unwrapped(error);
        return failure("failed with " + cause.getClass().getName(), cause);
    }

    /** What the provider says about itself, such as that trying again cannot help, is passed on. */
    private static Ask.Answer failure(String what, @Nullable Throwable cause) {
        if (cause instanceof KeepwireException known) {
            return new Ask.Answer.Failed(known);
        }
        return new Ask.Answer.Failed(
                new KeepwireException(ErrorCode.PROVIDER_FAILED, "the token provider " + what, cause));
    }
}
