// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.ErrorEvent;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.message.MessageFilter;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.stats.ClientStats;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.testing.ManualTime;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;

/**
 * A client of a server that numbers its messages, on virtual time. What it hears is written down, and at the end the books are
 * checked.
 */
abstract class NumbersRig {
    static final JsonDialect WHOLE =
            JsonDialect.builder("whole").payload("data").sequence("seq").build();
    static final JsonDialect CHANNELS =
            JsonDialect.channels().toBuilder().sequence("data.seq").build();

    final ManualTime time = new ManualTime(7);
    private final List<LoopbackTransport.Server.Peer> peers = new ArrayList<>();
    /** Everything that listeners are told, in order. */
    final List<String> told = new ArrayList<>();

    final List<ErrorEvent> errors = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    CompletableFuture<List<String>> answer = new CompletableFuture<>();
    RealtimeClient client;

    @AfterEach
    void everyFrameIsCountedOnce() {
        ClientStats.Inbound in = client.stats().inbound();
        assertThat(in.frames() + in.recovered())
                .as("%s", in)
                .isEqualTo(in.control()
                        + in.malformed()
                        + in.repeated()
                        + in.behind()
                        + in.invalid()
                        + in.filtered()
                        + in.limited()
                        + in.delivered());
        client.closeAsync(ZERO);
        time.run();
        assertThat(client.stats().inbound().behind()).isZero();
        assertThat(time.planned()).isZero();
    }

    void connect(JsonDialect dialect, Recovery.History history) {
        connect(dialect, history, MessageFilter.everything());
    }

    void connect(JsonDialect dialect, Recovery.History history, MessageFilter filter) {
        RealtimeClientBuilder builder = RealtimeClient.builder(URI.create("ws://numbers.test/ws"))
                .environment(time.environment())
                .transport(LoopbackTransport.to(new Server()))
                .reconnect(Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1))))
                .filter(filter)
                .protocol(dialect);
        client = (history == null ? builder : builder.history(history)).build();
        client.onError(errors::add);
        client.onRecovery(
                event -> told.add(event.kind() + " " + event.scope() + " " + event.from() + "-" + event.to()));
        client.onAny(message -> told.add(
                message.position() == null && message.scopes().isEmpty() || dialect == WHOLE
                        ? said(message.type(), message.payload().json())
                        : message.type() + " " + message.payload().field("seq")));
        client.connect();
        time.run();
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
    }

    private static String said(String type, String json) {
        return json.startsWith("{\"seq\":") ? type + " " + json.substring(7, json.length() - 1) : json;
    }

    CompletionStage<List<String>> history(Scope scope, long from, long to) {
        asked.add(scope + " " + from + "-" + to);
        return answer;
    }

    void reconnect() {
        peers.get(peers.size() - 1).cut();
        time.run();
        time.advance(ofSeconds(1));
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
    }

    void say(long... numbers) {
        frames(numbers).forEach(this::frame);
    }

    void channel(String name, long number) {
        frame("{\"type\":\"" + name + "\",\"data\":{\"seq\":" + number + "}}");
    }

    void frame(String frame) {
        peers.get(peers.size() - 1).send(frame);
        time.run();
    }

    static List<String> frames(long... numbers) {
        return LongStream.of(numbers)
                .mapToObj(number -> "{\"type\":\"x\",\"seq\":" + number + ",\"data\":" + number + "}")
                .toList();
    }

    List<ErrorCode> errorCodes() {
        return errors.stream().map(event -> event.error().code()).toList();
    }

    /** Confirms nothing: what it says is what the test says. */
    private final class Server implements LoopbackTransport.Server {
        @Override
        public void opened(LoopbackTransport.Server.Peer peer) {
            peers.add(peer);
        }

        @Override
        public void received(LoopbackTransport.Server.Peer peer, Frame frame) {
            // it listens to nobody
        }

        @Override
        public void ended(LoopbackTransport.Server.Peer peer, Link.End end) {
            // nothing is kept
        }
    }
}
