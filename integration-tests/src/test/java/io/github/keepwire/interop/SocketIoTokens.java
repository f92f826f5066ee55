// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.auth.Token;
import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.protocol.socketio.SocketIo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** JSON Web Tokens that the official server checks: signed, short-lived, refused and renewed; once for each transport. */
abstract class SocketIoTokens extends SocketIoTrouble {
    private static final String FORGED = "e30.eyJleHAiOjk5OTk5OTk5OTl9.AAAA";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void forgetWhoAsked() {
        asked.set(0);
    }

    @Test
    void aTokenOfTheServerOpensItsDoor() throws Exception {
        RealtimeClient client = connected(server, "/jwt", builder -> builder.token(tokensOf(server, 600)));

        assertThat(ack(client, "where").field("namespace")).isEqualTo("/jwt");
        assertThat(asked).hasValue(1);
    }

    @Test
    void aTokenIsRenewedWhenHalfOfItsShortLifeIsOverAndTheServerSeesTheNewOne() throws Exception {
        try (NodeServer own = NodeServer.start(Map.of())) {
            RealtimeClient client = connected(own, "/jwt", builder -> builder.token(tokensOf(own, 6)));

            await().atMost(ofSeconds(PATIENCE_SECONDS))
                    .until(() -> shown(client).size() >= 2);

            assertThat(asked.get()).isGreaterThanOrEqualTo(2);
            assertThat(client.state()).isNotEqualTo(ConnectionState.FAILED);
        }
    }

    @Test
    void aTokenIsRenewedAtAnIntervalWhateverItTells() throws Exception {
        try (NodeServer own = NodeServer.start(Map.of())) {
            RealtimeClient client = renewingEverySecond(own);

            await().atMost(ofSeconds(PATIENCE_SECONDS))
                    .until(() -> shown(client).size() >= 2);

            assertThat(ack(client, "echo", 1).json()).isEqualTo("1");
        }
    }

    @Test
    void whatIsAcceptedDuringARenewalIsDelivered() throws Exception {
        try (NodeServer own = NodeServer.start(Map.of())) {
            RealtimeClient client = renewingEverySecond(own);
            AtomicInteger sent = new AtomicInteger();
            await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> {
                int number = sent.incrementAndGet();
                assertThat(ack(client, "echo", number).as(Integer.class)).isEqualTo(number);
                return shown(client).size() >= 2;
            });

            assertThat(client.stats().ledger().accepted()).isGreaterThanOrEqualTo(sent.get());
        }
    }

    private RealtimeClient renewingEverySecond(NodeServer at) throws Exception {
        TokenProvider.Refresh often = TokenProvider.Refresh.every(ofSeconds(1));
        return connected(at, "/jwt", builder -> builder.token(tokensOf(at, 600)).tokenRefresh(often));
    }

    @Test
    void eachConnectionShowsAFreshToken() throws Exception {
        try (NodeServer own = NodeServer.start(Map.of())) {
            RealtimeClient client = connected(own, "/jwt", builder -> builder.token(tokensOf(own, 600)));
            for (int i = 0; i < 3; i++) {
                cut(client);
                awaitState(client, ConnectionState.OPEN);
            }

            assertThat(shown(client)).hasSize(4).doesNotHaveDuplicates();
        }
    }

    @Test
    void aForgedTokenIsRenewedOnce() throws Exception {
        TokenProvider genuine = tokensOf(server, 600);
        RealtimeClient client = connected(
                server,
                "/jwt",
                builder -> builder.token(() -> asked.incrementAndGet() == 1
                        ? CompletableFuture.completedFuture(Token.of(FORGED))
                        : genuine.token()));

        assertThat(asked.get()).isGreaterThanOrEqualTo(2);
        assertThat(ack(client, "echo", 1).json()).isEqualTo("1");
    }

    @Test
    void aSecondForgedTokenIsTheEndUntilTheApplicationConnects() throws Exception {
        AtomicBoolean forging = new AtomicBoolean(true);
        TokenProvider genuine = tokensOf(server, 600);
        RealtimeClient client = client(
                server,
                "/jwt",
                builder -> builder.protocol(SocketIo.defaults().auth(Map.of("version", 3)))
                        .token(() ->
                                forging.get() ? CompletableFuture.completedFuture(Token.of(FORGED)) : genuine.token()));

        KeepwireException refusal = failureOf(client.connect());
        forging.set(false);
        awaitState(client, ConnectionState.FAILED);
        client.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(refusal.code()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED);
        assertThat(refusal).hasMessageEndingWith("was refused: forged token");
        assertThat(((KeepwireException.ServerError) refusal).details()).contains("\"version\":3");
        assertThat(ack(client, "echo", 1).json()).isEqualTo("1");
    }

    @Test
    void aSecondNamespaceIsShownTheTokenToo() throws Exception {
        RealtimeClient client = connected(server, "", builder -> builder.token(tokensOf(server, 600)));
        Subscription subscription = client.subscribe("/jwt", message -> {});

        subscription.confirmed().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(subscription.state()).isEqualTo(Subscription.State.ACTIVE);
    }

    @Test
    void withoutATokenTheDoorStaysShut() {
        KeepwireException refusal =
                failureOf(client(server, "/jwt", builder -> builder).connect());

        assertThat(refusal).hasMessageContaining("no token");
        assertThat(refusal.code()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED);
    }

    /** The different tokens that the server has seen. */
    private static List<?> shown(RealtimeClient client) throws Exception {
        List<?> all = ack(client, "shown").as(List.class);
        return List.copyOf(new LinkedHashSet<>(all));
    }

    private TokenProvider tokensOf(NodeServer issuer, int seconds) {
        URI address = URI.create(issuer.url("/token?seconds=" + seconds).replaceFirst("ws", "http"));
        return () -> {
            asked.incrementAndGet();
            return http.sendAsync(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .thenApply(SocketIoTokens::token);
        };
    }

    private static Token token(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new UncheckedIOException(new IOException("no token: " + response.statusCode()));
        }
        return Token.of(response.body());
    }
}
