// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.testkit.proxy.Direction;
import io.github.keepwire.testkit.proxy.FaultProxy;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * The connection breaks while writes are stuck, and the server refuses our credentials when we come back: nothing waits for
 * anything else for ever.
 */
class AuthRefusedWhileBusyTest {
    private static final SendOptions ACKED = SendOptions.acked(Duration.ofSeconds(30));
    private static final int MESSAGES = 40;
    private static final String LARGE = "x".repeat(200_000);

    private final BlockingQueue<StateChange> failures = new LinkedBlockingQueue<>();

    @ParameterizedTest(name = "{0}")
    @ArgumentsSource(EachTransport.class)
    void theClientFailsAtOnceAndDeliversAllOnceItIsLetInAgain(Transport transport) throws Exception {
        try (DevServer server = DevServer.acknowledgingDeviceEnvelope().start();
                FaultProxy link = FaultProxy.to(server.url());
                RealtimeClient client = client(link, transport)) {
            List<Receipt> receipts = sendIntoAStalledLink(client, link);

            server.refuseNext(401);
            link.dropConnections();
            link.restore();

            StateChange failure = failures.poll(20, TimeUnit.SECONDS);
            assertThat(failure).isNotNull();
            assertThat(failure.error().code()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED);
            assertThat(receipts).noneMatch(receipt -> receipt.outcome().isDone());
            client.connect().get(20, TimeUnit.SECONDS);
            for (Receipt receipt : receipts) {
                assertThat(receipt.outcome().get(30, TimeUnit.SECONDS).status()).isEqualTo(Outcome.Status.ACKED);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ArgumentsSource(EachTransport.class)
    void aCloseThatWaitsForDeliveryEndsWithTheRefusal(Transport transport) throws Exception {
        try (DevServer server = DevServer.acknowledgingDeviceEnvelope().start();
                FaultProxy link = FaultProxy.to(server.url());
                RealtimeClient client = client(link, transport)) {
            List<Receipt> receipts = sendIntoAStalledLink(client, link);
            CompletableFuture<Void> closed = client.closeAsync(Duration.ofMinutes(10));
            await().atMost(Duration.ofSeconds(20)).until(() -> client.state() == ConnectionState.CLOSING);

            server.refuseNext(401);
            link.dropConnections();
            link.restore();

            closed.get(20, TimeUnit.SECONDS);
            assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
            for (Receipt receipt : receipts) {
                assertThat(receipt.outcome().get(20, TimeUnit.SECONDS).status()).isEqualTo(Outcome.Status.FAILED);
            }
        }
    }

    private List<Receipt> sendIntoAStalledLink(RealtimeClient client, FaultProxy link) throws Exception {
        client.onState(change -> {
            if (change.current() == ConnectionState.FAILED) {
                failures.add(change);
            }
        });
        client.connect().get(20, TimeUnit.SECONDS);
        link.stall(Direction.TO_SERVER);
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            receipts.add(client.send("large", Map.of("text", LARGE), ACKED));
        }
        for (Receipt receipt : receipts) {
            receipt.accepted().get(20, TimeUnit.SECONDS);
        }
        return receipts;
    }

    private static RealtimeClient client(FaultProxy link, Transport transport) {
        return RealtimeClient.builder(link.uri())
                .transport(transport)
                .identity(Identity.of("d", "D"))
                .reconnect(Reconnect.defaults().backoff(Backoff.fixed(Duration.ofMillis(20))))
                .build();
    }
}
