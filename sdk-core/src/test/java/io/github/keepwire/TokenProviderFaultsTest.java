// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.auth.Token;
import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A token provider that misbehaves costs an attempt: nothing reaches the server, and the next attempt asks it again. */
class TokenProviderFaultsTest {
    private static final Reconnect EVERY_SECOND =
            Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)).noJitter());

    static Stream<Named<TokenProvider>> faults() {
        return Stream.of(
                Named.of("hangs", CompletableFuture::new),
                Named.of("throws", () -> {
                    throw new IllegalStateException("planned");
                }),
                Named.of("throws an error", () -> {
                    throw new StackOverflowError("planned");
                }),
                Named.of("answers null", () -> null),
                Named.of("answers a future of null", () -> CompletableFuture.completedFuture(null)),
                Named.of("fails", TokenProviderFaultsTest::failed),
                Named.of("brings a token with a line break", () -> token("secret\r\nX-Injected: 1")),
                Named.of("brings an empty token", () -> token("")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void oneThatMisbehavesCostsAnAttemptAndIsAskedAgain(TokenProvider fault) {
        AtomicInteger asked = new AtomicInteger();
        Rig rig = new Rig(builder -> builder.reconnect(EVERY_SECOND)
                .token(() -> asked.incrementAndGet() <= 2 ? fault.token() : token("good")));

        CompletableFuture<Void> opened = rig.client.connect();
        rig.advance(ofSeconds(22)); // twice the provider's 10 s, and a second each

        assertThat(opened).isCompleted();
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(rig.changes)
                .filteredOn(change -> change.error() != null)
                .hasSize(2)
                .allSatisfy(change -> assertThat(change.error().code()).isEqualTo(ErrorCode.PROVIDER_FAILED))
                .noneMatch(change -> change.toString().contains("secret"));
        assertThat(rig.server.requests)
                .as("no token, no link")
                .extracting(request -> request.headers().get("Authorization"))
                .containsExactly("Bearer good");
    }

    private static CompletableFuture<Token> token(String text) {
        return CompletableFuture.completedFuture(Token.of(text));
    }

    private static CompletableFuture<Token> failed() {
        return CompletableFuture.failedFuture(new IllegalStateException("planned"));
    }
}
