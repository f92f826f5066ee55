// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.time.Environment;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A way to open WebSockets (RFC 6455). One object serves many clients and shares its threads between them.
 *
 * <p>Found by {@link java.util.ServiceLoader} where an artifact on the path provides one, or passed to the client. An
 * implementation decides nothing: it neither reconnects, nor follows redirects, nor answers authentication challenges.
 *
 * <p>Safe for use by any thread. No method blocks on the network, and none resolves a name on the caller's thread.
 */
public interface Transport extends AutoCloseable {
    /**
     * The name that errors and logs use.
     *
     * @return a short lower-case name, such as {@code jdk}
     */
    String name();

    /**
     * What this transport can do that not every transport can.
     *
     * @return an immutable set
     */
    Set<Capability> capabilities();

    /**
     * Opens one link.
     *
     * <p>The stage completes once the server has agreed to speak WebSocket, or fails with a {@link ConnectionException}
     * (a failure is never told to the listener as well). Nothing is received before {@link Link#request(long)}.
     * Cancelling {@code stage.toCompletableFuture()} abandons the handshake and frees its socket, also when the link
     * opened in the same instant.
     *
     * @param request where and how
     * @param listener who is told what happens on the link
     * @param environment where timers and the ticker come from
     * @return the open link, later
     */
    CompletionStage<Link> open(LinkRequest request, Link.Listener listener, Environment environment);

    /**
     * Makes one HTTP request; redirects are not followed.
     *
     * <p>The stage completes with any HTTP status, and fails with a {@link ConnectionException} when there is no
     * complete reply in time.
     *
     * @param call what to ask
     * @return the reply, later
     */
    CompletionStage<HttpCall.Reply> exchange(HttpCall call);

    /**
     * Aborts what is open and frees all threads and sockets. Later calls have no effect; {@link #open} and
     * {@link #exchange} fail from now on. Does not wait for the threads to end.
     */
    @Override
    void close();

    /** What some WebSocket implementations can do and others cannot. */
    enum Capability {
        /** A message over the limit is refused while it arrives, before all of it is in memory. */
        LIMITS_INBOUND_BEFORE_ASSEMBLY,
        /** The end of the TCP stream is always noticed. Without it, the client probes a silent link. */
        SEES_END_OF_STREAM,
        /** Text that is not UTF-8 ends the link, as RFC 6455 section 8.1 asks. Without it, replacement characters arrive. */
        REJECTS_INVALID_UTF8,
        /** Messages may be compressed (RFC 7692) where the server agrees. */
        COMPRESSION
    }

    /** What all links of one transport share: TLS and the way out. Immutable. */
    final class Settings {
        private static final Settings DEFAULTS = new Settings(Tls.platform(), null);

        private final Tls tls;
        private final @Nullable InetSocketAddress proxy;

        private Settings(Tls tls, @Nullable InetSocketAddress proxy) {
            this.tls = tls;
            this.proxy = proxy;
        }

        /**
         * The platform's trusted certificates, no proxy.
         *
         * @return the defaults
         */
        public static Settings defaults() {
            return DEFAULTS;
        }

        /**
         * The same settings with other TLS.
         *
         * @param value whom to trust
         * @return new settings
         */
        public Settings withTls(Tls value) {
            return new Settings(requireNonNull(value, "tls"), proxy);
        }

        /**
         * The same settings with an HTTP proxy; WebSockets go through it by {@code CONNECT}.
         *
         * @param address the proxy; an unresolved address is resolved for each connection
         * @return new settings
         */
        public Settings withProxy(InetSocketAddress address) {
            return new Settings(tls, requireNonNull(address, "proxy"));
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

    /**
     * Whom a transport trusts, and which certificate it shows. Immutable.
     *
     * <p>Host names are always checked; there is no setting to trust everything.
     */
    final class Tls {
        private static final Tls PLATFORM = new Tls(null, null);

        private final @Nullable KeyStore trusted;
        private final KeyManager @Nullable [] keys;

        private Tls(@Nullable KeyStore trusted, KeyManager @Nullable [] keys) {
            this.trusted = trusted;
            this.keys = keys;
        }

        /**
         * Trusts what the platform trusts. The default.
         *
         * @return settings without a client certificate
         */
        public static Tls platform() {
            return PLATFORM;
        }

        /**
         * Trusts these certificates instead of the platform's.
         *
         * @param certificates a store with the trusted certificates
         * @return settings without a client certificate
         */
        public static Tls trusting(KeyStore certificates) {
            return new Tls(requireNonNull(certificates, "certificates"), null);
        }

        /**
         * Shows a certificate to servers that ask for one.
         *
         * @param store a store with the key and its chain
         * @param password the password of the key; not kept
         * @return new settings
         * @throws IllegalArgumentException if the key cannot be read
         */
        public Tls withClientKey(KeyStore store, char[] password) {
            try {
                KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(store, password);
                return new Tls(trusted, factory.getKeyManagers());
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("client key cannot be read from its store", e);
            }
        }

        /**
         * The settings as the JDK's TLS wants them.
         *
         * @return a new context
         * @throws IllegalStateException if the platform has no TLS
         */
        public SSLContext context() {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keys, new TrustManager[] {trustManager()}, null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("TLS cannot be set up", e);
            }
        }

        /**
         * Who decides which certificates are trusted.
         *
         * @return the trust manager of the given certificates, or the platform's
         * @throws IllegalStateException if the platform has none
         */
        public X509TrustManager trustManager() {
            try {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(trusted);
                for (TrustManager manager : factory.getTrustManagers()) {
                    if (manager instanceof X509TrustManager x509) {
                        return x509;
                    }
                }
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("trusted certificates cannot be read", e);
            }
            throw new IllegalStateException("the platform has no X.509 trust manager");
        }
    }
}
