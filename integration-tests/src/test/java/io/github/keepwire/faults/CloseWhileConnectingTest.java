// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.proxy.FaultProxy;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Whoever closes a client that is connecting finds it closed, its socket too, and those who waited told so. */
class CloseWhileConnectingTest {
    private static final int RACES = 100;

    @ParameterizedTest(name = "{0}")
    @ArgumentsSource(EachTransport.class)
    void aHandshakeThatHangsIsGivenUpAndItsSocketClosed(Transport transport) throws Exception {
        try (RawPeer peer = RawPeer.start(RawConnection::readHead);
                RealtimeClient client = client(peer.uri("/"), transport)) {
            CompletableFuture<Void> opened = client.connect();
            RawConnection server = peer.connection();

            client.closeAsync(Duration.ofMinutes(1)).get(20, TimeUnit.SECONDS);

            assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
            assertClosed(opened);
            server.awaitEnd();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ArgumentsSource(EachTransport.class)
    void aServerThatDoesNotAcceptHoldsNobodyUp(Transport transport) throws Exception {
        try (DevServer server = DevServer.deviceEnvelope().start();
                FaultProxy link = FaultProxy.to(server.url());
                RealtimeClient client = client(link.uri(), transport)) {
            link.holdAccepts();
            CompletableFuture<Void> opened = client.connect();

            client.closeAsync(Duration.ofMinutes(1)).get(20, TimeUnit.SECONDS);

            assertClosed(opened);
            link.restore();
            try (RealtimeClient next = client(link.uri(), transport)) {
                next.connect().get(20, TimeUnit.SECONDS);
                link.awaitOpen(1);
                server.awaitConnections(1);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ArgumentsSource(EachTransport.class)
    void closeMayRaceConnect(Transport transport) throws Exception {
        try (DevServer server = DevServer.deviceEnvelope().start()) {
            AtomicInteger ends = new AtomicInteger();
            for (int i = 0; i < RACES; i++) {
                race(client(server.url(), transport), ends);
            }

            server.awaitConnections(0);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(ends).as("each has ended once").hasValue(RACES));
        }
    }

    private static void race(RealtimeClient client, AtomicInteger ends) throws Exception {
        client.onState(change -> {
            if (change.current() == ConnectionState.CLOSED) {
                ends.incrementAndGet();
            }
        });
        CyclicBarrier start = new CyclicBarrier(2);
        CompletableFuture<CompletableFuture<Void>> closed =
                CompletableFuture.supplyAsync(() -> together(start, () -> client.closeAsync(Duration.ZERO)));
        CompletableFuture<Void> opened = together(start, client::connect);

        closed.get(20, TimeUnit.SECONDS).get(20, TimeUnit.SECONDS);
        opened.handle((open, error) -> open).get(20, TimeUnit.SECONDS);

        assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
        assertClosed(client.connect());
    }

    private static CompletableFuture<Void> together(CyclicBarrier start, Supplier<CompletableFuture<Void>> act) {
        try {
            start.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return act.get();
    }

    private static void assertClosed(CompletableFuture<Void> opened) {
        assertThatThrownBy(() -> opened.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        KeepwireException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
    }

    private static RealtimeClient client(URI uri, Transport transport) {
        return RealtimeClient.builder(uri).transport(transport).build();
    }
}
