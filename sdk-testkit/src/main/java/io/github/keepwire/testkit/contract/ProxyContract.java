// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.testkit.ClosedPort;
import io.github.keepwire.testkit.Greeting;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.TestCertificates;
import io.github.keepwire.testkit.TestProxy;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The way through an HTTP proxy. */
public interface ProxyContract extends TransportSource {
    /** A plain link goes through the proxy by CONNECT, and the proxy resolves the name. */
    @Test
    default void aPlainLinkGoesThroughTheProxy() {
        TestProxy proxy = TestProxy.start();
        try (Stage stage = Stage.of(this, Transport.Settings.defaults().withProxy(proxy.address()))) {
            stage.own(proxy);
            RawPeer peer = stage.peer();
            URI uri = URI.create("ws://only-the-proxy-knows.test:" + peer.port() + "/ws");

            Wire wire = stage.connect(peer, Stage.request(uri)).request(1);
            wire.server().text("through");

            assertThat(wire.listener().awaitText()).isEqualTo("through");
            assertConnectedOnce(proxy, "only-the-proxy-knows.test:" + peer.port());
        }
    }

    /** A TLS link goes through the proxy by CONNECT, and the proxy sees nothing of it. */
    @Test
    default void aTlsLinkGoesThroughTheProxy() {
        TestProxy proxy = TestProxy.start();
        try (Stage stage = Stage.of(this, proxied(proxy.address()))) {
            stage.own(proxy);
            RawPeer peer = secure(stage);

            Wire wire = stage.connect(peer).request(1);
            wire.server().text("through");

            assertThat(wire.listener().awaitText()).isEqualTo("through");
            assertConnectedOnce(proxy, "localhost:" + peer.port());
        }
    }

    /** HTTP exchanges over TLS take the same way. */
    @Test
    default void anExchangeGoesThroughTheProxy() {
        TestProxy proxy = TestProxy.start();
        try (Stage stage = Stage.of(this, proxied(proxy.address()))) {
            stage.own(proxy);
            RawPeer peer = stage.own(RawPeer.builder()
                    .tls(TestCertificates.forLocalhost())
                    .greeting(Greeting.reply(200, "through"))
                    .start());

            assertThat(stage.reply(HttpCall.get(peer.httpUri("/"))).body()).isEqualTo("through");
            assertConnectedOnce(proxy, "localhost:" + peer.port());
        }
    }

    /** A proxy that wants credentials is told apart from a server that does. */
    @Test
    default void aProxyThatWantsCredentialsIsARefusal() {
        TestProxy proxy = TestProxy.refusing(407);
        try (Stage stage = Stage.of(this, proxied(proxy.address()))) {
            stage.own(proxy);
            RawPeer peer = secure(stage);

            ConnectionException error = stage.failure(peer);

            assertThat(error.code()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED);
            assertThat(error.httpStatus()).contains(407);
            assertThat(peer.accepted()).isZero();
        }
    }

    /** A proxy that is down leaves the server unreachable. */
    @Test
    default void aProxyThatIsDownIsUnreachable() {
        ClosedPort closed = ClosedPort.take();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), closed.port());
        try (Stage stage = Stage.of(this, proxied(address))) {
            stage.own(closed);
            RawPeer peer = secure(stage);

            assertThat(stage.failure(peer).code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(peer.accepted()).isZero();
        }
    }

    private static Transport.Settings proxied(InetSocketAddress proxy) {
        return Transport.Settings.defaults()
                .withTls(Transport.Tls.trusting(TestCertificates.trusted()))
                .withProxy(proxy);
    }

    private static RawPeer secure(Stage stage) {
        return stage.own(RawPeer.builder().tls(TestCertificates.forLocalhost()).start());
    }

    private static void assertConnectedOnce(TestProxy proxy, String target) {
        assertThat(proxy.requests()).hasSize(1);
        assertThat(proxy.requests().get(0).method()).isEqualTo("CONNECT");
        assertThat(proxy.requests().get(0).target()).isEqualTo(target);
        assertThat(proxy.requests().get(0).header("Authorization")).isEmpty();
    }
}
