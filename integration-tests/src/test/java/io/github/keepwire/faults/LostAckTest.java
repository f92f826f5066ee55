// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.testkit.proxy.Direction;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.testkit.server.Received;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** The server has the message and its acknowledgement is lost: the same id goes again, and the message ends once. */
class LostAckTest {
    private static final SendOptions ACKED = SendOptions.acked(Duration.ofSeconds(30));

    @ParameterizedTest(name = "{0}")
    @ArgumentsSource(EachTransport.class)
    void theMessageGoesAgainWithItsIdAndEndsOnce(Transport transport) throws Exception {
        try (DevServer server = DevServer.acknowledgingDeviceEnvelope().start()) {
            RealtimeClient client = server.client("d", settings -> settings.transport(transport));
            server.link(client).blackHole(Direction.TO_CLIENT);
            Receipt receipt =
                    client.send(Message.builder("order").id("7").payload("x").build(), ACKED);
            AtomicInteger ended = new AtomicInteger();
            receipt.outcome().thenRun(ended::incrementAndGet);
            server.await("order", 1);
            assertThat(ended).as("no ack, no end").hasValue(0);

            server.link(client).dropConnections();
            server.link(client).restore();

            assertThat(receipt.outcome().get(20, TimeUnit.SECONDS).status()).isEqualTo(Outcome.Status.ACKED);
            assertThat(server.received("order"))
                    .extracting(LostAckTest::id)
                    .as("the server tells the repeat by its id")
                    .containsExactly(Optional.of("7"), Optional.of("7"));
            client.close();
            assertThat(ended).hasValue(1);
            assertThat(client.stats().ledger().balances()).isTrue();
        }
    }

    private static Optional<String> id(Received message) {
        return message.text("/id");
    }
}
