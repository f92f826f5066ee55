// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates for TLS tests, made when first asked for by the {@code keytool} of the running JDK, without network.
 *
 * <p>All are self-signed, valid for a day and kept in memory only. {@link #trusted()} trusts all but the
 * {@link #untrusted()} one.
 */
public final class TestCertificates {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private TestCertificates() {}

    /**
     * A server whose certificate names {@code localhost} and {@code 127.0.0.1}.
     *
     * @return the server's context; it trusts {@link #clientKey()}
     */
    public static SSLContext forLocalhost() {
        return context(Localhost.STORE);
    }

    /**
     * A server whose certificate is trusted, but names {@code other.test} only.
     *
     * @return the server's context
     */
    public static SSLContext forOtherHost() {
        return context(OtherHost.STORE);
    }

    /**
     * A server whose certificate names {@code localhost}, but is trusted by nobody.
     *
     * @return the server's context
     */
    public static SSLContext untrusted() {
        return context(Untrusted.STORE);
    }

    /**
     * What a client trusts in these tests.
     *
     * @return a new store with the certificates of {@link #forLocalhost()} and {@link #forOtherHost()}
     */
    public static KeyStore trusted() {
        return trusting(Localhost.STORE, OtherHost.STORE);
    }

    /**
     * The key with which a client can show who it is.
     *
     * @return a store with one key, readable with {@link #clientKeyPassword()}
     */
    public static KeyStore clientKey() {
        return Client.STORE;
    }

    /**
     * The password of {@link #clientKey()}.
     *
     * @return a new array
     */
    public static char[] clientKeyPassword() {
        return PASSWORD.clone();
    }

    private static final class Localhost {
        static final KeyStore STORE = make("localhost", "dns:localhost,ip:127.0.0.1,ip:::1");
    }

    private static final class OtherHost {
        static final KeyStore STORE = make("other host", "dns:other.test");
    }

    private static final class Untrusted {
        static final KeyStore STORE = make("untrusted", "dns:localhost,ip:127.0.0.1,ip:::1");
    }

    private static final class Client {
        static final KeyStore STORE = make("client", "dns:client.test");
    }

    private static SSLContext context(KeyStore key) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(key, PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusting(Client.STORE));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("the platform has no TLS", e);
        }
    }

    private static KeyStore trusting(KeyStore... stores) {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            for (int i = 0; i < stores.length; i++) {
                trust.setCertificateEntry("trusted-" + i, stores[i].getCertificate("key"));
            }
            return trust;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("certificates cannot be stored", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyStore make(String owner, String names) {
        try {
            Path directory = Files.createTempDirectory("certificates");
            Path file = directory.resolve("key.p12");
            try {
                keytool(file, owner, names);
                KeyStore store = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(file)) {
                    store.load(in, PASSWORD);
                }
                return store;
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(directory);
            }
        } catch (GeneralSecurityException e) {
            throw new AssertionError("what keytool wrote cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw Deadline.interrupted("keytool", e);
        }
    }

    private static void keytool(Path file, String owner, String names) throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String[] command = {
            tool,
            "-genkeypair",
            "-alias",
            "key",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=" + owner,
            "-ext",
            "san=" + names,
            "-validity",
            "1",
            "-startdate",
            "-1H",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            new String(PASSWORD)
        };
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new AssertionError("keytool failed: " + said);
        }
    }
}
