// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.message.Identity;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.testkit.proxy.FaultProxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/** The clients that a test got from its server, each behind a link of its own; both end with the test. */
final class Clients {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private static final Reconnect SOON =
            Reconnect.defaults().backoff(Backoff.fixed(DevServer.CLIENT_BACKOFF).noJitter());

    private final Function<String, Protocol> spoken;
    private final Map<RealtimeClient, FaultProxy> links = new ConcurrentHashMap<>();

    /** Clients that speak as their id says. */
    Clients(Function<String, Protocol> spoken) {
        this.spoken = spoken;
    }

    RealtimeClient connect(URI url, String deviceId, Consumer<RealtimeClientBuilder> settings, Duration patience) {
        FaultProxy link = FaultProxy.to(url);
        RealtimeClient client;
        try {
            client = build(link.uri(), deviceId, settings);
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
        links.put(client, link);
        await(client.connect(), patience, "client " + deviceId + " did not connect");
        return client;
    }

    private RealtimeClient build(URI url, String deviceId, Consumer<RealtimeClientBuilder> settings) {
        RealtimeClientBuilder builder = RealtimeClient.builder(url)
                .protocol(spoken.apply(deviceId))
                .identity(Identity.of(deviceId, deviceId))
                .reconnect(SOON);
        settings.accept(builder);
        return builder.build();
    }

    FaultProxy link(RealtimeClient client) {
        FaultProxy link = links.get(client);
        if (link == null) {
            throw new IllegalArgumentException(
                    "this server has no such client: not from here, or closed with its test");
        }
        return link;
    }

    /**
     * Closes all at once, without a drain: what a test has not waited for it does not want. The links end last, so that
     * the clients can say goodbye.
     */
    void closeAll() {
        Map<RealtimeClient, FaultProxy> ending = Map.copyOf(links);
        links.keySet().removeAll(ending.keySet());
        try {
            await(allClosed(ending.keySet()), CLOSE_PATIENCE, "a client did not close");
        } finally {
            ending.values().forEach(FaultProxy::close);
        }
    }

    private static CompletableFuture<Void> allClosed(Set<RealtimeClient> clients) {
        return CompletableFuture.allOf(
                clients.stream().map(client -> client.closeAsync(Duration.ZERO)).toArray(CompletableFuture<?>[]::new));
    }

    private static void await(CompletableFuture<Void> future, Duration patience, String inVain) {
        try {
            future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(inVain, e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError(inVain + " within " + patience, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(inVain + ": interrupted", e);
        }
    }
}
