// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.time.Environment;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import io.github.keepwire.transport.Transport;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * WebSockets over OkHttp 5.5, for Android from API 26 and for any JVM. (OkHttp 5.2 is the first that can upgrade.)
 *
 * <pre>{@code
 * try (Transport transport = new OkHttpTransport(Transport.Settings.defaults().withProxy(proxy))) {
 *     RealtimeClient client = RealtimeClient.builder(uri).transport(transport).build();
 *     ..
 * }
 * }</pre>
 *
 * <p>OkHttp connects and upgrades; the frames of RFC 6455 are read and written by this transport. It offers no
 * compression, and through a proxy it asks for a tunnel for {@code ws} as well as {@code wss}. A server or intermediary
 * must answer the upgrade with {@code Connection: Upgrade} alone: OkHttp does not recognise a list that contains it.
 *
 * <p>Nothing is started before the first call. Each open link has one thread that reads it; another is borrowed while
 * there is something to write. Threads are daemons and end a few seconds after their work, or with {@link #close()}; two
 * helper threads that OkHttp keeps for the whole JVM end by themselves when idle.
 */
public final class OkHttpTransport implements Transport {
    private static final Set<Transport.Capability> CAPABILITIES = Collections.unmodifiableSet(EnumSet.of(
            Transport.Capability.LIMITS_INBOUND_BEFORE_ASSEMBLY,
            Transport.Capability.SEES_END_OF_STREAM,
            Transport.Capability.REJECTS_INVALID_UTF8));

    private final Transport.Settings settings;
    private final Shared shared = Shared.start();
    /** Guards {@link #clients}. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Clients clients;

    /** Makes a transport with the platform's trusted certificates and no proxy. */
    public OkHttpTransport() {
        this(Transport.Settings.defaults());
    }

    /**
     * Makes a transport.
     *
     * @param settings TLS and proxy, for all links and calls
     */
    public OkHttpTransport(Transport.Settings settings) {
        this.settings = requireNonNull(settings, "settings");
    }

    @Override
    public String name() {
        return "okhttp";
    }

    @Override
    public Set<Transport.Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public CompletionStage<Link> open(LinkRequest request, Link.Listener listener, Environment environment) {
        requireNonNull(listener, "listener");
        return new Handshake(request, listener, environment, shared)
                .start(clients().links());
    }

    @Override
    public CompletionStage<HttpCall.Reply> exchange(HttpCall call) {
        return start(clients -> new HttpExchange(call, shared.open()).start(clients.calls()));
    }

    private <T> CompletionStage<T> start(Function<Clients, CompletionStage<T>> work) {
        try {
            return work.apply(clients());
        } catch (IllegalStateException e) {
            CompletableFuture<T> failed = new CompletableFuture<>();
            failed.completeExceptionally(new ConnectionException(ErrorCode.TLS_REJECTED, "TLS cannot be set up", e));
            return failed;
        }
    }

    private Clients clients() {
        lock.lock();
        try {
            if (clients == null) {
                clients = Clients.create(settings, shared);
            }
            return clients;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        shared.open().close();
        lock.lock();
        try {
            if (clients != null) {
                clients.close();
            }
        } finally {
            lock.unlock();
        }
        shared.executor().shutdown();
    }
}
