// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

import static java.util.Objects.requireNonNull;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom a transport trusts, and which certificate it shows. Immutable.
 *
 * <p>Host names are always checked; there is no setting to trust everything.
 */
public final class Tls {
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
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
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
