// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.token;

import io.github.keepwire.auth.Token;
import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.internal.loop.ProviderLane;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.time.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application for tokens, on a lane of its own: one answer on the loop, within 10 s, unless the question was
 * dropped. Whoever asks meanwhile gets the same answer. A provider that blocks is not called again once it holds four threads.
 * Belongs to the loop.
 */
public final class TokenDesk {
    /** What was asked, and who waits for the answer. */
    private final class Request implements ProviderLane.Asker<Token> {
        final List<Consumer<Effects.Answer>> listeners = new ArrayList<>();
        final ProviderLane.Question question = lane.open(this);

        @Override
        public void answered(Token token) {
            tell(new Effects.Answer.Fresh(token));
        }

        @Override
        public void failed(String what, @Nullable Throwable cause) {
            tell(failure(what, cause));
        }

        private void tell(Effects.Answer answer) {
            loop.execute(() -> TokenDesk.this.answered(this, answer));
        }
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
    private final ProviderLane lane;
    private @Nullable Request open;
    private @Nullable Held held;

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
        this.lane = new ProviderLane(environment);
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
        Request request = new Request();
        open = request;
        request.listeners.add(listener);
        if (provider == null) {
            request.failed("is missing: give the client one", null);
        } else {
            lane.ask(request.question, provider::token, request);
        }
    }

    /** Nobody waits for an answer any more. */
    public void dropAll() {
        if (open != null) {
            lane.settle(open.question);
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

    private void answered(Request request, Effects.Answer answer) {
        if (open == request) {
            open = null;
            lane.settle(request.question);
            Effects.Answer checked = answer instanceof Effects.Answer.Fresh fresh ? checked(fresh) : answer;
            request.listeners.forEach(listener -> listener.accept(checked));
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

    /** What the provider says about itself, such as that trying again cannot help, is passed on. */
    private static Effects.Answer failure(String what, @Nullable Throwable cause) {
        if (cause instanceof KeepwireException known) {
            return new Effects.Answer.Failed(known);
        }
        return new Effects.Answer.Failed(
                new KeepwireException(ErrorCode.PROVIDER_FAILED, "the token provider " + what, cause));
    }
}
