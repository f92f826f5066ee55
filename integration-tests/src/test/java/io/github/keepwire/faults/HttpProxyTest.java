// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Identity;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.testkit.TestCertificates;
import io.github.keepwire.testkit.TestProxy;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client behind an HTTP proxy that wants credentials, or that ends what it takes for idle. */
class HttpProxyTest {
    private static final Duration IDLE = Duration.ofSeconds(2);

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void oneThatWantsCredentialsIsNamedAndNotAskedAgain(Platform platform) {
        try (TestProxy proxy = TestProxy.refusing(407);
                Transport transport =
                        platform.transport(through(proxy.address()).withTls(tls()));
                RealtimeClient client = builder(URI.create("wss://server.test:443/ws"), transport)
                        .build()) {
            CompletableFuture<Void> opened = client.connect();

            assertThatThrownBy(() -> opened.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(ConnectionException.class, HttpProxyTest::namesTheProxy);
            assertThat(client.state()).isEqualTo(ConnectionState.FAILED);
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void oneThatDropsWhoIsIdleIsKeptAwakeByHeartbeats(Platform platform) throws Exception {
        try (TestProxy proxy = TestProxy.droppingIdle(IDLE);
                DevServer server = DevServer.deviceEnvelope().start();
                Transport transport = platform.transport(through(proxy.address()));
                RealtimeClient quiet = builder(server.url(), transport)
                        .heartbeat(Heartbeat.every(Duration.ofHours(1)))
                        .build();
                RealtimeClient awake = builder(server.url(), transport)
                        .heartbeat(Heartbeat.every(IDLE.dividedBy(20)).timeout(IDLE.multipliedBy(10)))
                        .build()) {
            BlockingQueue<StateChange> losses = lossesOf(quiet);
            BlockingQueue<StateChange> none = lossesOf(awake);
            awake.connect().get(20, TimeUnit.SECONDS);
            quiet.connect().get(20, TimeUnit.SECONDS);

            StateChange loss = losses.poll(30, TimeUnit.SECONDS);
            assertThat(loss).as("the one without heartbeats is dropped").isNotNull();
            assertThat(loss.error().retryable()).isTrue();
            quiet.connect().get(20, TimeUnit.SECONDS);

            assertThat(none).isEmpty();
            assertThat(awake.state()).isEqualTo(ConnectionState.OPEN);
            assertThat(proxy.requests()).as("two links, and one anew").hasSizeGreaterThanOrEqualTo(3);
        }
    }

    private static BlockingQueue<StateChange> lossesOf(RealtimeClient client) {
        BlockingQueue<StateChange> losses = new LinkedBlockingQueue<>();
        client.onState(change -> {
            if (change.current() == ConnectionState.RECONNECTING) {
                losses.add(change);
            }
        });
        return losses;
    }

    private static void namesTheProxy(ConnectionException error) {
        assertThat(error.code()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED);
        assertThat(error.httpStatus()).contains(407);
        assertThat(error).hasMessageContaining("proxy");
    }

    private static Transport.Settings through(InetSocketAddress proxy) {
        return Transport.Settings.defaults().withProxy(proxy);
    }

    private static Transport.Tls tls() {
        return Transport.Tls.trusting(TestCertificates.trusted());
    }

    private static RealtimeClientBuilder builder(URI uri, Transport transport) {
        return RealtimeClient.builder(uri)
                .transport(transport)
                .identity(Identity.of("d", "D"))
                .reconnect(Reconnect.defaults().backoff(Backoff.fixed(Duration.ofMillis(20))));
    }
}
