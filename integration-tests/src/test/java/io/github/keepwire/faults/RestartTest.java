// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A server that is restarted again and again under a client that goes on sending.
 *
 * <pre>
 *   -Drestarts=N   how often; 200 by default
 * </pre>
 */
class RestartTest {
    private static final int RESTARTS = Integer.getInteger("restarts", 200);
    private static final int WARM_UP = 10;
    private static final String GROUP = "hall";
    private static final SendOptions ACKED = SendOptions.acked(Duration.ofSeconds(2));

    private final List<Receipt> receipts = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();

    @ParameterizedTest(name = "{0}")
    @ArgumentsSource(EachTransport.class)
    void nothingIsLostAndNothingIsLeftHoweverOftenTheServerRestarts(Transport transport) throws Exception {
        try (DevServer server = DevServer.acknowledgingDeviceEnvelope()
                        .patience(Duration.ofSeconds(60))
                        .start();
                RealtimeClient client = client(server, transport)) {
            client.connect().get(20, TimeUnit.SECONDS);
            restart(server, client, WARM_UP);
            Residue before = Residue.now();

            restart(server, client, RESTARTS);

            for (Receipt receipt : receipts) {
                assertThat(receipt.outcome().get(60, TimeUnit.SECONDS).status()).isEqualTo(Outcome.Status.ACKED);
            }
            assertThat(firstArrivals(server)).as("all, in their order").containsExactlyElementsOf(sent);
            assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
            assertThat(client.stats().ledger().balances()).isTrue();
            before.awaitReturn();
        }
    }

    /** One message goes out before each restart, one while the server is gone; the group is joined again each time. */
    private void restart(DevServer server, RealtimeClient client, int times) {
        for (int i = 0; i < times; i++) {
            server.awaitGroup(GROUP, 1);
            send(client);
            server.close();
            send(client);
            server.start();
        }
        server.awaitGroup(GROUP, 1);
    }

    private void send(RealtimeClient client) {
        String id = String.valueOf(sent.size());
        sent.add(id);
        receipts.add(client.send(Message.builder("order").id(id).payload(id).build(), ACKED));
    }

    private static RealtimeClient client(DevServer server, Transport transport) {
        return RealtimeClient.builder(server.url())
                .transport(transport)
                .identity(Identity.of("sender", "Sender"))
                .protocol(JsonDialect.deviceEnvelope().group(GROUP))
                .reconnect(Reconnect.defaults().backoff(Backoff.fixed(Duration.ofMillis(5))))
                .build();
    }

    private static Set<String> firstArrivals(DevServer server) {
        Set<String> ids = new LinkedHashSet<>();
        server.received("order").forEach(message -> ids.add(message.text("/id").orElseThrow()));
        return ids;
    }
}
