// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import io.github.keepwire.auth.Token;
import io.github.keepwire.auth.TokenProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The token for the next call: asked for each time, with a deadline, and never believed to come. */
final class Tokens {
    private final @Nullable TokenProvider provider;
    private final Clock clock;

    /** Without a provider there is no token, and none is missing. */
    Tokens(@Nullable TokenProvider provider, Clock clock) {
        this.provider = provider;
        this.clock = clock;
    }

    /** Fails with an {@link AdminException} that repeats nothing of what the provider says: it might be the secret. */
    CompletableFuture<Optional<Token>> next(String what, Duration timeout) {
        if (provider == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<Optional<Token>> next = new CompletableFuture<>();
        asked(provider).orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS).whenComplete((token, thrown) -> {
            String fault = fault(token, thrown, timeout);
            if (fault == null) {
                next.complete(Optional.ofNullable(token));
            } else {
                next.completeExceptionally(AdminException.tokenless(what, fault));
            }
        });
        return next;
    }

    /** A copy: the deadline must not end a future of the provider's. */
    private static CompletableFuture<@Nullable Token> asked(TokenProvider provider) {
        CompletableFuture<@Nullable Token> copy = new CompletableFuture<>();
        try {
            CompletionStage<Token> stage = provider.token();
            stage.whenComplete((token, thrown) -> {
                if (thrown == null) {
                    copy.complete(token);
                } else {
                    copy.completeExceptionally(thrown);
                }
            });
        } catch (RuntimeException e) {
            copy.completeExceptionally(e);
        }
        return copy;
    }

    private @Nullable String fault(@Nullable Token token, @Nullable Throwable thrown, Duration timeout) {
        if (thrown instanceof TimeoutException) {
            return "did not answer within " + timeout;
        }
        if (thrown != null) {
            return "failed with " + thrown.getClass().getSimpleName();
        }
        if (token == null) {
            return "answered null";
        }
        boolean expired =
                token.expiry().filter(end -> !end.isAfter(clock.instant())).isPresent();
        return expired ? "brought a token that has expired" : null;
    }
}
