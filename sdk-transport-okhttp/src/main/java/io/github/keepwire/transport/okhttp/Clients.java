// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp as one transport uses it: one dispatcher, and two views of one client, since links and HTTP calls differ in
 * sockets and the way through a proxy. Nothing in it retries, follows, caches or remembers, and no idle connection is kept.
 *
 * @param links for handshakes: HTTP/1.1 only
 * @param calls for HTTP calls
 */
record Clients(OkHttpClient links, OkHttpClient calls) {
    /** Never connected to: the proxy resolves the name. */
    private static final byte[] NO_ADDRESS = {0, 0, 0, 0};

    static Clients create(Transport.Settings settings, Shared shared) {
        @Nullable InetSocketAddress proxy = settings.proxy().orElse(null);
        OkHttpClient calls = base(settings, shared)
                .proxy(proxy == null ? Proxy.NO_PROXY : new Proxy(Proxy.Type.HTTP, proxy))
                .build();
        OkHttpClient.Builder links = calls.newBuilder()
                .proxy(Proxy.NO_PROXY)
                .socketFactory(new LinkSockets(proxy))
                .addNetworkInterceptor(new UpgradedSockets())
                .protocols(Collections.singletonList(Protocol.HTTP_1_1));
        if (proxy != null) {
            links.dns(host -> Collections.singletonList(InetAddress.getByAddress(host, NO_ADDRESS)));
        }
        return new Clients(links.build(), calls);
    }

    private static OkHttpClient.Builder base(Transport.Settings settings, Shared shared) {
        Dispatcher dispatcher = new Dispatcher(shared.executor());
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        SSLSocketFactory sockets = settings.tls().context().getSocketFactory();
        X509TrustManager trust = settings.tls().trustManager();
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                // A server closes an idle connection sooner or later, and nothing must run into that.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .sslSocketFactory(sockets, trust)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .addNetworkInterceptor(new NoFollowUps())
                .connectTimeout(0, TimeUnit.MILLISECONDS)
                .readTimeout(0, TimeUnit.MILLISECONDS)
                .writeTimeout(0, TimeUnit.MILLISECONDS);
    }

    /** Ends all calls and frees all connections. */
    void close() {
        calls.dispatcher().cancelAll();
        calls.connectionPool().evictAll();
    }
}
