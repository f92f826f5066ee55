// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.transport.Transport;
import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.KeyStoreException;
import java.time.Duration;
import java.util.Collections;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

class PeersTest {
    @Test
    void thePolitePeerEchoesAndSaysGoodbye() throws InterruptedException {
        try (PolitePeer peer = PolitePeer.start()) {
            PlainClient client = PlainClient.open(peer.uri());
            client.send("hello");
            client.send(ByteBuffer.wrap(new byte[3]));

            assertThat(client.next()).isEqualTo("text hello");
            assertThat(client.next()).isEqualTo("binary 3");
            assertThat(peer.connections()).isEqualTo(1);
            peer.closeAll(1012, "restart");
            assertThat(client.next()).isEqualTo("close 1012 restart");
        }
    }

    @Test
    void theProxyLeadsEveryNameToLoopback() throws IOException {
        try (RawPeer peer = RawPeer.start(Greeting.nothing());
                TestProxy proxy = TestProxy.start();
                Socket client =
                        new Socket(proxy.address().getAddress(), proxy.address().getPort())) {
            String connect = "CONNECT nowhere.test:" + peer.port() + " HTTP/1.1";
            client.getOutputStream().write((connect + "\r\n\r\n").getBytes(UTF_8));
            RequestHead answer = RequestHead.read(client.getInputStream());

            RawConnection server = peer.connection();
            server.write("through".getBytes(UTF_8));
            server.fin();

            assertThat(answer.line()).startsWith("HTTP/1.1 200 ");
            assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("through");
            assertThat(proxy.requests()).extracting(RequestHead::line).containsExactly(connect);
        }
    }

    @Test
    void theProxyCanRefuse() throws InterruptedException {
        try (RawPeer peer = RawPeer.start();
                TestProxy proxy = TestProxy.refusing(407)) {
            PlainClient client = new PlainClient(peer.uri("/"));
            client.setProxy(new Proxy(Proxy.Type.HTTP, proxy.address()));

            client.connect();

            assertThat(client.next()).isEqualTo("error IOException");
            assertThat(proxy.requests()).isNotEmpty();
            assertThat(peer.accepted()).isZero();
        }
    }

    @Test
    void theProxyHangsUpOnWhoIsIdle() throws IOException {
        try (RawPeer peer = RawPeer.start();
                TestProxy proxy = TestProxy.droppingIdle(Duration.ofMillis(50));
                Socket idle =
                        new Socket(proxy.address().getAddress(), proxy.address().getPort())) {
            idle.setSoTimeout(10_000);
            idle.getOutputStream()
                    .write(("CONNECT nowhere.test:" + peer.port() + " HTTP/1.1\r\n\r\n").getBytes(US_ASCII));

            assertThat(new String(idle.getInputStream().readAllBytes(), US_ASCII))
                    .contains(" 200 ");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestProxy.droppingIdle(Duration.ZERO))
                .withMessageContaining("PT0S");
    }

    @Test
    void aTrustedCertificateIsTrusted() throws IOException {
        try (RawPeer peer = secure(TestCertificates.forLocalhost());
                SSLSocket client = trusting(peer)) {
            client.startHandshake();

            assertThat(client.getSession().isValid()).isTrue();
        }
    }

    @Test
    void otherCertificatesAreRefused() throws IOException, KeyStoreException {
        assertThat(Collections.list(TestCertificates.trusted().aliases())).hasSize(3);
        assertRefused(TestCertificates.forOtherHost(), "localhost");
        assertRefused(TestCertificates.untrusted(), "certification path");
    }

    private static void assertRefused(SSLContext certificate, String why) throws IOException {
        try (RawPeer peer = secure(certificate);
                SSLSocket client = trusting(peer)) {
            assertThatThrownBy(client::startHandshake)
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining(why);
        }
    }

    private static RawPeer secure(SSLContext certificate) {
        return RawPeer.builder().tls(certificate).start();
    }

    private static SSLSocket trusting(RawPeer peer) throws IOException {
        SSLContext context = Transport.Tls.trusting(TestCertificates.trusted()).context();
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", peer.port());
        SSLParameters checkingNames = socket.getSSLParameters();
        checkingNames.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(checkingNames);
        return socket;
    }
}
