// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.socketio.SocketIo;
import io.github.keepwire.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Our clients on the official server: started before the tests, and the clients closed behind each of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SocketIoStage {
    static final long PATIENCE_SECONDS = 20;
    static final SendOptions ACKED = SendOptions.acked(ofSeconds(5));

    NodeServer server;
    private final Queue<AutoCloseable> open = new ConcurrentLinkedQueue<>();
    final Queue<Message> heard = new ConcurrentLinkedQueue<>();
    final Queue<KeepwireException> errors = new ConcurrentLinkedQueue<>();

    abstract Transport transport();

    @BeforeAll
    void startServer() throws IOException {
        server = NodeServer.start(Map.of());
    }

    @AfterAll
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void closeClients() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        open.clear();
        heard.clear();
        errors.clear();
    }

    RealtimeClient client(NodeServer at, String namespace, UnaryOperator<RealtimeClientBuilder> settings) {
        return client(Addresses.of(URI.create(at.url(namespace))), settings);
    }

    RealtimeClient client(Addresses addresses, UnaryOperator<RealtimeClientBuilder> settings) {
        Transport transport = transport();
        RealtimeClientBuilder builder = RealtimeClient.builder(addresses)
                .transport(transport)
                .protocol(SocketIo.defaults())
                .reconnect(Reconnect.defaults().backoff(Backoff.fixed(ofMillis(50))));
        RealtimeClient client = settings.apply(builder).build();
        client.onAny(heard::add);
        client.onError(event -> errors.add(event.error()));
        open.add(client);
        open.add(transport);
        return client;
    }

    RealtimeClient connected(String namespace) throws Exception {
        return connected(server, namespace, builder -> builder);
    }

    RealtimeClient connected(NodeServer at, String namespace, UnaryOperator<RealtimeClientBuilder> settings)
            throws Exception {
        RealtimeClient client = client(at, namespace, settings);
        client.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return client;
    }

    static Outcome outcome(RealtimeClient client, String event, Object... arguments) throws Exception {
        return outcome(client, null, event, arguments);
    }

    static Outcome outcome(RealtimeClient client, Scope scope, String event, Object... arguments) throws Exception {
        Message.Builder message = Message.builder(event).arguments(Arrays.asList(arguments));
        if (scope != null) {
            message.scope(scope);
        }
        return client.send(message.build(), ACKED).outcome().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static Payload ack(RealtimeClient client, String event, Object... arguments) throws Exception {
        Outcome outcome = outcome(client, event, arguments);
        assertThat(outcome.status()).as("%s", outcome).isEqualTo(Outcome.Status.ACKED);
        return outcome.reply();
    }

    Message next(String event) {
        await().atMost(ofSeconds(PATIENCE_SECONDS))
                .until(() -> heard.stream().anyMatch(message -> message.type().equals(event)));
        Message found = heard.stream()
                .filter(message -> message.type().equals(event))
                .findFirst()
                .orElseThrow();
        heard.remove(found);
        return found;
    }

    static void awaitState(RealtimeClient client, ConnectionState state) {
        await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> client.state() == state);
    }

    static KeepwireException failureOf(CompletableFuture<?> future) {
        try {
            future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("it did not fail");
        } catch (ExecutionException e) {
            return (KeepwireException) e.getCause();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
