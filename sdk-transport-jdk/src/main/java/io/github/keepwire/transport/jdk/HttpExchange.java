// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.transport.HttpCall;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its reply, or the error that says why there is none.
 *
 * <p>The deadline is ours: the JDK's own ends with the reply's headers, so that a slow body would have no end.
 */
final class HttpExchange implements Residents.Resident {
    private final HttpCall call;
    private final Workers workers;
    private final Residents residents;
    private final Failures failures;
    private final CompletableFuture<HttpCall.Reply> stage = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<HttpResponse<String>> attempt;

    /** Prepares an exchange with a server that errors name as host and port. */
    HttpExchange(HttpCall call, Workers workers, Residents residents, String where) {
        this.call = call;
        this.workers = workers;
        this.residents = residents;
        failures = new Failures(Failures.Purpose.HTTP, where);
    }

    /** Begins on a worker, since names are resolved on the thread that begins. */
    CompletionStage<HttpCall.Reply> begin(Supplier<HttpClient> client) {
        residents.add(this);
        CompletableFuture<Void> deadline = new CompletableFuture<Void>()
                .completeOnTimeout(null, call.timeout().toNanos(), TimeUnit.NANOSECONDS);
        deadline.thenRunAsync(this::timedOut, workers);
        stage.whenComplete((reply, error) -> {
            deadline.cancel(false);
            residents.remove(this);
            if (error != null) {
                abandon();
            }
        });
        workers.execute(() -> ask(client));
        return stage;
    }

    private void ask(Supplier<HttpClient> client) {
        if (stage.isDone()) {
            return;
        }
        try {
            CompletableFuture<HttpResponse<String>> reply =
                    client.get().sendAsync(request(), headers -> new BoundedBody(HttpCall.MAX_REPLY_BYTES));
            attempt = reply;
            reply.whenCompleteAsync(this::answered, workers);
        } catch (RuntimeException e) {
            stage.completeExceptionally(translated(e));
        }
        if (stage.isDone()) {
            abandon();
        }
    }

    private HttpRequest request() {
        String body = call.body();
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(call.uri()).timeout(call.timeout()).method(call.method(), publisher);
        call.headers().forEach(builder::header);
        return builder.build();
    }

    private void answered(@Nullable HttpResponse<String> response, @Nullable Throwable error) {
        if (response != null) {
            stage.complete(new HttpCall.Reply(response.statusCode(), joined(response), response.body()));
        } else if (error != null) {
            stage.completeExceptionally(translated(error));
        }
    }

    private static Map<String, String> joined(HttpResponse<?> response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return headers;
    }

    private ConnectionException translated(Throwable thrown) {
        return Failures.has(thrown, TooLargeException.class)
                ? failures.tooLarge(HttpCall.MAX_REPLY_BYTES)
                : failures.of(thrown);
    }

    private void timedOut() {
        stage.completeExceptionally(failures.late(null));
    }

    @Override
    public void evict() {
        stage.completeExceptionally(failures.closed());
    }

    private void abandon() {
        CompletableFuture<HttpResponse<String>> running = attempt;
        if (running != null) {
            running.cancel(true);
        }
    }
}
