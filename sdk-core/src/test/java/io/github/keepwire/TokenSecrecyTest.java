// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.ErrorEvent;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.testing.ManualTime;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Through a whole life of a client, wherever its token travels, nothing that it tells holds the token: no state, error, message,
 * number or name. What it logs is made of the same texts.
 */
class TokenSecrecyTest {
    private static final String CANARY = "CANARY";

    private final ManualTime time = new ManualTime(3);
    private final Server server = new Server();
    /** All that was told, in full: stack traces too. */
    private final StringWriter told = new StringWriter();

    private int asked;
    private boolean failing;
    private RealtimeClient client;

    /** Where a token may travel. */
    static Stream<Named<UnaryOperator<JsonDialect.Builder>>> places() {
        return Stream.of(
                Named.of("header", JsonDialect.Builder::tokenInHeader),
                Named.of("query", builder -> builder.tokenInQuery("token")),
                Named.of("subprotocol", builder -> builder.tokenInSubprotocol("bearer")),
                Named.of("message", builder -> builder.tokenInMessage("{\"type\":\"auth\",\"token\":$token}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void nothingTellsTheTokenWhateverBecomesOfIt(UnaryOperator<JsonDialect.Builder> place) {
        JsonDialect dialect = place.apply(JsonDialect.builder("own")).build();
        client = client(dialect);
        tell(dialect);

        connectTellingAll();
        renewed();
        providerFails();
        lostWhileWriting();
        refused();
        brokenWords(dialect);
        tell(client.closeAsync(ofSeconds(1)));
        time.advance(ofSeconds(30));
        tellClient();

        assertThat(server.heard.toString()).as("the token did travel").contains(CANARY);
        assertThat(told.toString()).isNotEmpty().doesNotContain(CANARY);
        assertThat(asked).isGreaterThan(4);
    }

    // the life

    private void connectTellingAll() {
        CompletableFuture<Void> opened = client.connect();
        time.advance(ofSeconds(1));
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
        tell(opened);
        tellClient();
    }

    private void renewed() {
        int before = asked;
        time.advance(ofMinutes(9));
        assertThat(asked).isGreaterThan(before);
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
        tellClient();
    }

    private void providerFails() {
        failing = true;
        time.advance(ofMinutes(9).plusSeconds(30));
        failing = false;
        time.advance(ofMinutes(2));
        tellClient();
    }

    private void lostWhileWriting() {
        tell(client.send(Message.builder("note").id("1").payload("x").build(), SendOptions.queued()));
        server.peer().cut();
        time.advance(ofMinutes(2));
        server.peer().send("{not json");
        server.peer().send("{\"type\":\"error\",\"data\":{\"code\":\"AUTH\"}}");
        server.peer().close(4000, "enough");
        time.advance(ofMinutes(2));
        tellClient();
    }

    private void refused() {
        server.refusal = ConnectionException.refused("pipe.test", 401, null);
        server.peer().cut();
        time.advance(ofMinutes(2));
        assertThat(client.state()).isEqualTo(ConnectionState.FAILED);
        server.refusal = null;
        CompletableFuture<Void> again = client.connect();
        time.advance(ofSeconds(5));
        tell(again);
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
        tellClient();
    }

    /** A token that the dialect's place cannot carry, and values that hold one. */
    private void brokenWords(Protocol dialect) {
        Token token = Token.of(CANARY + "=/\"\\");
        tell(token);
        tell(token.expiresAt(Instant.EPOCH));
        tell(new Command.Renew(token));
        tell(new Effects.Answer.Fresh(token));
        Protocol.ConnectContext context =
                new Protocol.ConnectContext(LinkRequest.builder(Rig.ADDRESS).build(), Identity.ANONYMOUS, token);
        tell(context);
        try {
            tell(dialect.prepare(context));
        } catch (RuntimeException e) {
            tell(e);
        }
        try {
            tell(Token.of(CANARY + " \n"));
        } catch (RuntimeException e) {
            tell(e);
        }
    }

    // the scene

    private RealtimeClient client(Protocol dialect) {
        RealtimeClient made = RealtimeClient.builder(URI.create("ws://pipe.test/ws"))
                .environment(time.environment())
                .transport(LoopbackTransport.to(server).withLatency(() -> Duration.ofMillis(5)))
                .reconnect(
                        Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)).noJitter()))
                .protocol(dialect)
                .token(this::token)
                .build();
        made.onState(this::tell);
        made.onError(this::tell);
        made.onAny(this::tell);
        return made;
    }

    private CompletableFuture<Token> token() {
        asked++;
        if (failing) {
            throw new IllegalStateException("planned");
        }
        Instant expiry = time.environment().wallClock().instant().plus(ofMinutes(10));
        return CompletableFuture.completedFuture(Token.of(CANARY + asked).expiresAt(expiry));
    }

    private void tellClient() {
        tell(client);
        tell(client.state());
        tell(client.stats());
    }

    private void tell(CompletableFuture<?> future) {
        tell((Object) future);
        future.whenComplete((value, error) -> tell(error == null ? "done" : error));
    }

    private void tell(Object what) {
        told.append(String.valueOf(what)).append('\n');
        if (what instanceof Throwable thrown) {
            thrown.printStackTrace(new PrintWriter(told, true));
        } else if (what instanceof StateChange change && change.error() != null) {
            tell(change.error());
        } else if (what instanceof ErrorEvent event) {
            tell(event.error());
        }
    }

    /** Hears everything, and answers nothing. */
    private static final class Server implements LoopbackTransport.Server {
        final List<String> heard = new ArrayList<>();
        final List<Peer> peers = new ArrayList<>();
        ConnectionException refusal;

        Peer peer() {
            return peers.get(peers.size() - 1);
        }

        @Override
        public ConnectionException refuse(LinkRequest request) {
            heard.add(request.uri() + " " + request.headers() + " " + request.subprotocols());
            return refusal;
        }

        @Override
        public void opened(Peer peer) {
            peers.add(peer);
        }

        @Override
        public void received(Peer peer, Frame frame) {
            heard.add(frame.text());
        }

        @Override
        public void ended(Peer peer, Link.End end) {}
    }
}
