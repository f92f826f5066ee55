// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Three servers, some of them dead: the client goes to the next, stays there, and goes back where it is told to. */
class FailoverTest {
    private static final Duration COOL_DOWN = Duration.ofMillis(200);

    private DevServer first;
    private DevServer second;
    private DevServer third;

    @BeforeEach
    void start() {
        first = DevServer.acknowledgingDeviceEnvelope().start();
        second = DevServer.acknowledgingDeviceEnvelope().start();
        third = DevServer.acknowledgingDeviceEnvelope().start();
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        third.close();
    }

    @ParameterizedTest(name = "{0}")
    @ArgumentsSource(EachTransport.class)
    void theNextOneIsTriedAndKeptWhenTheFirstIsBack(Transport transport) throws Exception {
        Addresses addresses = addresses();
        first.close();
        second.close();
        try (RealtimeClient client = client(addresses, transport)) {
            client.connect().get(20, TimeUnit.SECONDS);
            third.awaitConnections(1);

            first.start();
            third.dropAll();
            third.awaitConnections(1);
            assertDelivered(client, third);
            assertThat(first.connections())
                    .as("sticky: the first is back, and not asked")
                    .isEmpty();

            third.close();
            assertDelivered(client, first);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ArgumentsSource(EachTransport.class)
    void theFirstIsReturnedToWhereThePolicySaysSo(Transport transport) throws Exception {
        Addresses addresses = addresses().returnAfter(Duration.ofMillis(300));
        first.close();
        try (RealtimeClient client = client(addresses, transport)) {
            client.connect().get(20, TimeUnit.SECONDS);
            second.awaitConnections(1);

            first.start();
            first.awaitConnections(1);

            assertDelivered(client, first);
            assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
        }
    }

    private Addresses addresses() {
        return Addresses.of(first.url(), second.url(), third.url()).coolDown(COOL_DOWN);
    }

    private static void assertDelivered(RealtimeClient client, DevServer server) throws Exception {
        Outcome outcome = client.send("order", Map.of(), SendOptions.acked(Duration.ofSeconds(1)))
                .outcome()
                .get(20, TimeUnit.SECONDS);
        assertThat(outcome.status()).isEqualTo(Outcome.Status.ACKED);
        assertThat(server.received("order")).isNotEmpty();
    }

    private static RealtimeClient client(Addresses addresses, Transport transport) {
        return RealtimeClient.builder(addresses)
                .transport(transport)
                .identity(Identity.of("d", "D"))
                .reconnect(Reconnect.defaults()
                        .backoff(Backoff.fixed(Duration.ofMillis(20)))
                        .stableAfter(Duration.ofNanos(1)))
                .build();
    }
}
