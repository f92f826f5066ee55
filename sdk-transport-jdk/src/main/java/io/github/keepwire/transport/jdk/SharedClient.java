// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.transport.Transport;
import java.lang.reflect.Method;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one {@link HttpClient} of a transport, made when it is first asked for: each brings a selector and a thread.
 *
 * <p>From Java 21 on a client can be shut down. Before, its selector thread ends some seconds after the client has become
 * garbage, which is why nothing here holds on to it once closed.
 */
final class SharedClient {
    private static final Logger LOG = LoggerFactory.getLogger(SharedClient.class);
    private static final FutureTask<HttpClient> CLOSED = new FutureTask<>(() -> {
        throw new IllegalStateException("the transport is closed");
    });

    static {
        CLOSED.cancel(false);
    }

    private final Transport.Settings settings;
    private final Executor workers;
    private final AtomicReference<@Nullable FutureTask<HttpClient>> client = new AtomicReference<>();

    SharedClient(Transport.Settings settings, Executor workers) {
        this.settings = settings;
        this.workers = workers;
    }

    /**
     * The client; the first call reads certificates from disk, and the others wait for it.
     *
     * @throws IllegalStateException if TLS cannot be set up, or if it is closed
     */
    HttpClient get() {
        FutureTask<HttpClient> task = client.get();
        if (task == null) {
            FutureTask<HttpClient> mine = new FutureTask<>(this::make);
            if (client.compareAndSet(null, mine)) {
                mine.run();
                shutDownIfOvertaken(mine);
            }
            return get();
        }
        return result(task);
    }

    private void shutDownIfOvertaken(FutureTask<HttpClient> mine) {
        if (client.get() == CLOSED) {
            shutDown(mine);
        }
    }

    private static HttpClient result(FutureTask<HttpClient> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the HTTP client cannot be set up", e.getCause());
        } catch (CancellationException e) {
            throw new IllegalStateException("the transport is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the HTTP client was set up", e);
        }
    }

    private HttpClient make() {
        SSLContext context = settings.tls().context();
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(settings.proxy().map(ProxySelector::of).orElse(HttpClient.Builder.NO_PROXY))
                .sslContext(context)
                .sslParameters(parameters)
                .executor(workers)
                .build();
    }

    /** Shuts the client down if there is one; {@link #get()} fails from now on. */
    void close() {
        FutureTask<HttpClient> task = client.getAndSet(CLOSED);
        if (task != null && task.isDone()) {
            shutDown(task);
        }
    }

    private static void shutDown(FutureTask<HttpClient> task) {
        try {
            Method shutdownNow = HttpClient.class.getMethod("shutdownNow");
            shutdownNow.invoke(result(task));
        } catch (NoSuchMethodException beforeJava21) {
            LOG.trace("the HTTP client frees its selector once it is garbage");
        } catch (ReflectiveOperationException | IllegalStateException e) {
            LOG.warn("the HTTP client could not be shut down", e);
        }
    }
}
