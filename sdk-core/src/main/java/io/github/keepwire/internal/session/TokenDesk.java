// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.auth.Token;
import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.loop.SerialLane;
import io.github.keepwire.protocol.Answer;
import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the application for tokens, on a lane of its own: exactly one answer on the loop, within 10 s. */
final class TokenDesk {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final @Nullable TokenProvider provider;
    private final Environment environment;
    private final Executor loop;
    private final SerialLane lane;

    TokenDesk(@Nullable TokenProvider provider, Environment environment, Executor loop) {
        this.provider = provider;
        this.environment = environment;
        this.loop = loop;
        this.lane = new SerialLane(environment.executor(), environment.ticker());
    }

    void ask(Consumer<Answer> listener) {
        AtomicBoolean answered = new AtomicBoolean();
        Consumer<Answer> once = answer -> {
            if (answered.compareAndSet(false, true)) {
                loop.execute(() -> listener.accept(answer));
            }
        };
        Timer.Handle deadline = environment
                .timer()
                .schedule(DEADLINE, () -> once.accept(failure("did not answer within " + DEADLINE, null)));
        lane.execute(() -> fetch(answer -> {
            deadline.cancel();
            once.accept(answer);
        }));
    }

    private void fetch(Consumer<Answer> listener) {
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

    private static Answer answer(@Nullable Token token, @Nullable Throwable error) {
        if (token != null) {
            return new Answer.Fresh(token);
        }
        return error == null
                ? failure("answered null", null)
                : failure("failed with " + error.getClass().getName(), error);
    }

    private static Answer failure(String what, @Nullable Throwable cause) {
        return new Answer.Failed(new KeepwireException(ErrorCode.PROVIDER_FAILED, "the token provider " + what, cause));
    }
}
