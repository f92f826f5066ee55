// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.message.Identity;
import io.github.keepwire.protocol.Protocol;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The clients that a test got from its server; they end with the test. */
final class Clients {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final Protocol spoken;
    private final Queue<RealtimeClient> open = new ConcurrentLinkedQueue<>();

    Clients(Protocol spoken) {
        this.spoken = spoken;
    }

    RealtimeClient connect(URI url, String deviceId, Consumer<RealtimeClientBuilder> settings, Duration patience) {
        RealtimeClientBuilder builder =
                RealtimeClient.builder(url).protocol(spoken).identity(Identity.of(deviceId, deviceId));
        settings.accept(builder);
        RealtimeClient client = builder.build();
        open.add(client);
        await(client.connect(), patience, "client " + deviceId + " did not connect");
        return client;
    }

    /** Closes all at once, without a drain: what a test has not waited for it does not want. */
    void closeAll() {
        List<CompletableFuture<Void>> closing = new ArrayList<>();
        for (RealtimeClient client = open.poll(); client != null; client = open.poll()) {
            closing.add(client.closeAsync(Duration.ZERO));
        }
        CompletableFuture<Void> closed = CompletableFuture.allOf(closing.toArray(CompletableFuture<?>[]::new));
        await(closed, CLOSE_PATIENCE, "a client did not close");
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
