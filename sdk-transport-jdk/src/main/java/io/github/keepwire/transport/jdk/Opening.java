// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.time.Timer;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One handshake: from the request to a link, or to the error that says why not.
 *
 * <p>Success is what {@code onOpen} brings, failure what the JDK's future brings. The first of success, failure, deadline,
 * cancellation and the transport's close wins; a WebSocket that opens after one of the others is discarded.
 */
final class Opening implements Residents.Resident {
    private final Terms terms;
    private final Residents residents;
    private final Failures failures;
    private final String where;
    private final CompletableFuture<Link> stage = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<WebSocket> handshake;

    /** Prepares a handshake with a server that errors name as host and port. */
    Opening(Terms terms, Residents residents, String where) {
        this.terms = terms;
        this.residents = residents;
        this.where = where;
        failures = new Failures(Failures.Purpose.HANDSHAKE, where);
    }

    /** Begins on a worker, since names are resolved, and the client is made, on the thread that begins. */
    CompletionStage<Link> begin(Supplier<HttpClient> client) {
        residents.add(this);
        Timer.Handle deadline = terms.environment()
                .timer()
                .schedule(
                        terms.request().handshakeTimeout(),
                        () -> terms.workers().execute(this::timedOut));
        stage.whenComplete((link, error) -> {
            deadline.cancel();
            residents.remove(this);
            if (error != null) {
                abandon();
            }
        });
        terms.workers().execute(() -> shakeHands(client));
        return stage;
    }

    private void shakeHands(Supplier<HttpClient> client) {
        if (stage.isDone()) {
            return;
        }
        try {
            Inbound inbound = new Inbound(terms.request().maxMessageBytes(), this::opened);
            CompletableFuture<WebSocket> attempt =
                    builder(client.get()).buildAsync(terms.request().uri(), inbound);
            handshake = attempt;
            attempt.whenComplete((socket, error) -> failed(error));
        } catch (RuntimeException e) {
            failed(e);
        }
        if (stage.isDone()) {
            abandon();
        }
    }

    private WebSocket.Builder builder(HttpClient client) {
        LinkRequest request = terms.request();
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(request.handshakeTimeout());
        request.headers().forEach(builder::header);
        Set<String> offered = new LinkedHashSet<>(request.subprotocols());
        if (!offered.isEmpty()) {
            String[] names = offered.toArray(new String[0]);
            String[] others = new String[names.length - 1];
            System.arraycopy(names, 1, others, 0, others.length);
            builder.subprotocols(names[0], others);
        }
        return builder;
    }

    private void opened(WebSocket socket, Inbound inbound) {
        JdkLink link = new JdkLink(socket, inbound, terms, residents);
        inbound.attach(link);
        terms.workers().execute(() -> handOver(link));
    }

    private void handOver(JdkLink link) {
        if (!stage.complete(link)) {
            link.discard();
            return;
        }
        residents.add(link);
        if (link.hasEnded()) {
            residents.remove(link);
        }
    }

    private void failed(@Nullable Throwable error) {
        if (error != null) {
            terms.workers().execute(() -> stage.completeExceptionally(translated(error)));
        }
    }

    private ConnectionException translated(Throwable thrown) {
        if (Failures.unwrapped(thrown) instanceof WebSocketHandshakeException refusal) {
            return Refusal.of(
                    where,
                    refusal.getResponse(),
                    terms.environment().wallClock().instant());
        }
        return failures.of(thrown);
    }

    private void timedOut() {
        stage.completeExceptionally(failures.late(null));
    }

    @Override
    public void evict() {
        stage.completeExceptionally(failures.closed());
    }

    private void abandon() {
        CompletableFuture<WebSocket> attempt = handshake;
        if (attempt != null) {
            attempt.cancel(true);
        }
    }
}
