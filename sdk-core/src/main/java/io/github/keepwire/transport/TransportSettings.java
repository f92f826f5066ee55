// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all links of one transport share: TLS and the way out. Immutable. */
public final class TransportSettings {
    private static final TransportSettings DEFAULTS = new TransportSettings(Tls.platform(), null);

    private final Tls tls;
    private final @Nullable InetSocketAddress proxy;

    private TransportSettings(Tls tls, @Nullable InetSocketAddress proxy) {
        this.tls = tls;
        this.proxy = proxy;
    }

    /**
     * The platform's trusted certificates, no proxy.
     *
     * @return the defaults
     */
    public static TransportSettings defaults() {
        return DEFAULTS;
    }

    /**
     * The same settings with other TLS.
     *
     * @param value whom to trust
     * @return new settings
     */
    public TransportSettings withTls(Tls value) {
        return new TransportSettings(requireNonNull(value, "tls"), proxy);
    }

    /**
     * The same settings with an HTTP proxy; WebSockets go through it by {@code CONNECT}.
     *
     * @param address the proxy; an unresolved address is resolved for each connection
     * @return new settings
     */
    public TransportSettings withProxy(InetSocketAddress address) {
        return new TransportSettings(tls, requireNonNull(address, "proxy"));
    }

    /**
     * Whom to trust.
     *
     * @return TLS settings
     */
    public Tls tls() {
        return tls;
    }

    /**
     * The way out.
     *
     * @return the HTTP proxy, or empty for direct connections
     */
    public Optional<InetSocketAddress> proxy() {
        return Optional.ofNullable(proxy);
    }
}
