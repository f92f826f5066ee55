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
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates for TLS tests, made when first asked for by the {@code keytool} of the running JDK, without network.
 *
 * <p>All but the {@link #expired()} one are self-signed and valid for a day; they are kept in memory only.
 * {@link #trusted()} trusts all but the {@link #untrusted()} one.
 */
public final class TestCertificates {
    private static final char[] PASSWORD = "changeit".toCharArray();
    /** Signs the key of a store, and leaves it then: a server must not show it as its own. */
    private static final String AUTHORITY = "authority";

    private static final String LOCALHOST = "san=dns:localhost,ip:127.0.0.1,ip:::1";

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
     * A server whose certificate names {@code localhost} and is vouched for by a trusted authority, but ended yesterday.
     *
     * @return the server's context
     */
    public static SSLContext expired() {
        return context(Expired.STORE);
    }

    /**
     * What a client trusts in these tests.
     *
     * @return a new store with the certificates of {@link #forLocalhost()} and {@link #forOtherHost()}, and with that of
     *     the authority behind {@link #expired()}
     */
    public static KeyStore trusted() {
        return trusting(Localhost.STORE, OtherHost.STORE, Expired.STORE);
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
        static final KeyStore STORE = selfSigned("localhost", LOCALHOST);
    }

    private static final class OtherHost {
        static final KeyStore STORE = selfSigned("other host", "san=dns:other.test");
    }

    private static final class Untrusted {
        static final KeyStore STORE = selfSigned("untrusted", LOCALHOST);
    }

    /** A certificate that is trusted by itself is not asked for its dates: so this one has an authority behind it. */
    private static final class Expired {
        static final KeyStore STORE = make(
                command(AUTHORITY, "authority", "-ext", "bc:c", "-startdate", "-3d", "-validity", "9"),
                command(
                        "key",
                        "expired",
                        "-ext",
                        LOCALHOST,
                        "-signer",
                        AUTHORITY,
                        "-startdate",
                        "-2d",
                        "-validity",
                        "1"));
    }

    private static final class Client {
        static final KeyStore STORE = selfSigned("client", "san=dns:client.test");
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

    /** Trusts the last certificate of each chain: who vouches for the key, or the key itself. */
    private static KeyStore trusting(KeyStore... stores) {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            for (int i = 0; i < stores.length; i++) {
                Certificate[] chain = stores[i].getCertificateChain("key");
                trust.setCertificateEntry("trusted-" + i, chain[chain.length - 1]);
            }
            return trust;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("certificates cannot be stored", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyStore selfSigned(String owner, String names) {
        return make(command("key", owner, "-ext", names, "-startdate", "-1H", "-validity", "1"));
    }

    @SafeVarargs
    private static KeyStore make(List<String>... commands) {
        try {
            Path directory = Files.createTempDirectory("certificates");
            Path file = directory.resolve("key.p12");
            try {
                for (List<String> command : commands) {
                    keytool(file, command);
                }
                KeyStore store = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(file)) {
                    store.load(in, PASSWORD);
                }
                store.deleteEntry(AUTHORITY);
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

    private static List<String> command(String alias, String owner, String... more) {
        List<String> command = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + owner));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-storetype", "PKCS12"));
        command.addAll(List.of(more));
        return command;
    }

    private static void keytool(Path file, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of("-keystore", file.toString(), "-storepass", new String(PASSWORD)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new AssertionError("keytool failed: " + said);
        }
    }
}
