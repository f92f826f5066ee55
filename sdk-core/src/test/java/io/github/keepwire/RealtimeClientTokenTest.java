// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.auth.Token;
import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.protocol.json.JsonDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RealtimeClientTokenTest {
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void everyAttemptAsksForAFreshToken() {
        Rig rig = rig(() -> CompletableFuture.completedFuture(Token.of("t" + calls.incrementAndGet())));
        rig.connected();
        rig.server.peer().cut();
        rig.run();
        rig.connected();

        assertThat(rig.server.requests)
                .extracting(request -> request.headers().get("Authorization"))
                .containsExactly("Bearer t1", "Bearer t2");
    }

    @Test
    void aClientWithoutAProviderConnectsWithoutAToken() {
        Rig rig = new Rig().connected();

        assertThat(rig.server.requests.get(0).headers()).doesNotContainKey("Authorization");
    }

    @Test
    void noLinkIsOpenedBeforeThereIsAToken() {
        CompletableFuture<Token> later = new CompletableFuture<>();
        Rig rig = rig(() -> later);
        rig.client.connect();
        rig.advance(ofSeconds(5));
        assertThat(rig.server.requests).isEmpty();
        assertThat(rig.client.state()).isEqualTo(ConnectionState.CONNECTING);

        later.complete(Token.of("late"));
        rig.run();

        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aProviderThatFailsFailsTheAttemptAndNotTheClient() {
        Rig rig = rig(() -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("planned");
            }
            return CompletableFuture.completedFuture(Token.of("second"));
        });

        CompletableFuture<Void> opened = rig.client.connect();
        rig.run();

        assertThat(failureOf(opened).code()).isEqualTo(ErrorCode.PROVIDER_FAILED);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
        rig.connected();
    }

    @Test
    void aProviderThatHangsFailsTheAttemptAfterTenSeconds() {
        Rig rig = rig(CompletableFuture::new);

        CompletableFuture<Void> opened = rig.client.connect();
        rig.advance(ofSeconds(10));

        assertThat(failureOf(opened).code()).isEqualTo(ErrorCode.PROVIDER_FAILED);
        assertThat(rig.time.planned()).isZero();
    }

    @Test
    void aTokenThatComesTooLateOpensNothing() {
        CompletableFuture<Token> later = new CompletableFuture<>();
        Rig rig = rig(() -> later);
        rig.client.connect();
        rig.advance(ofSeconds(10));

        later.complete(Token.of("late"));
        rig.run();

        assertThat(rig.server.requests).isEmpty();
        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
    }

    @Test
    void closeDoesNotWaitForAToken() {
        CompletableFuture<Token> never = new CompletableFuture<>();
        Rig rig = rig(() -> never);
        rig.client.connect();
        rig.run();

        CompletableFuture<Void> closed = rig.client.closeAsync(ZERO);
        rig.run();
        assertThat(closed).isCompleted();
        assertThat(rig.time.planned()).isZero();
        never.complete(Token.of("late"));
        rig.run();

        assertThat(rig.server.requests).isEmpty();
        assertThat(rig.client.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void aDialectMayAskForATokenInTheMiddleOfASession() {
        Rig rig = rig(() -> CompletableFuture.completedFuture(Token.of("t" + calls.incrementAndGet())))
                .connected();

        rig.hear("ask||");

        assertThat(rig.server.frames).containsExactly("token|7|t2");
    }

    @Test
    void aDialectHearsWhenThereIsNoToken() {
        Rig rig = new Rig().connected();

        rig.hear("ask||");

        assertThat(rig.server.frames).hasSize(1);
        assertThat(rig.server.frames.get(0)).contains("the token provider is missing");
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void anAnswerForAnEndedLinkIsNotHeard() {
        CompletableFuture<Token> later = new CompletableFuture<>();
        Rig rig = rig(() -> calls.incrementAndGet() == 2 ? later : CompletableFuture.completedFuture(Token.of("x")))
                .connected();
        rig.hear("ask||");
        rig.server.peer().cut();
        rig.run();
        rig.connected();

        later.complete(Token.of("late"));
        rig.run();

        assertThat(rig.server.frames).isEmpty();
    }

    @Test
    void noErrorTellsTheToken() {
        Rig rig = rig(() -> CompletableFuture.completedFuture(Token.of("hunter2")));
        rig.dialect.breakAt("newSession", new IllegalStateException("planned"));

        CompletableFuture<Void> opened = rig.client.connect();
        rig.run();

        assertThat(failureOf(opened)).hasMessageNotContaining("hunter2");
        assertThat(rig.changes.toString()).doesNotContain("hunter2");
    }

    private static Rig rig(TokenProvider provider) {
        return new Rig(builder -> builder.token(provider));
    }

    /** Some tokens are tickets, good for one connection. */
    @Test
    void aTokenThatTravelsInAMessageIsAskedForOnceForEachAttempt() {
        List<String> handedOut = new ArrayList<>();
        JsonDialect dialect = JsonDialect.builder("own")
                .tokenInMessage("{\"type\":\"auth\",\"token\":$token}")
                .build();
        Rig rig = new Rig(builder -> builder.protocol(dialect)
                .reconnect(Reconnect.defaults())
                .token(() -> {
                    handedOut.add("ticket-" + (handedOut.size() + 1));
                    return CompletableFuture.completedFuture(Token.of(handedOut.get(handedOut.size() - 1)));
                }));
        rig.connected();
        rig.server.peer().cut();
        rig.advance(ofSeconds(2));

        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(handedOut).containsExactly("ticket-1", "ticket-2");
        assertThat(rig.server.frames)
                .containsExactly(
                        "{\"type\":\"auth\",\"token\":\"ticket-1\"}", "{\"type\":\"auth\",\"token\":\"ticket-2\"}");
    }
}
