// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.stats.ClientStats;
import io.github.keepwire.testing.LoopbackTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many senders, a link that breaks again and again, real threads: nothing is lost, nothing is out of order. */
class RealtimeClientStressTest {
    private static final int SENDERS = 4;
    private static final int MESSAGES = 300;
    private static final SendOptions ACKED = SendOptions.acked(Duration.ofSeconds(30));

    private final PipeServer server = new PipeServer();
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);

    @ParameterizedTest
    @EnumSource
    void everyAckedMessageArrivesWhateverTheLinkDoes(Threads.Kind kind) throws Exception {
        server.acking = true;
        try (Threads threads = new Threads(kind);
                RealtimeClient client = stubborn(threads)) {
            client.connect();
            List<Future<List<Receipt>>> sends = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                int me = sender;
                sends.add(senders.submit(() -> send(client, me)));
            }
            for (Future<List<Receipt>> each : sends) {
                for (Receipt receipt : each.get(60, TimeUnit.SECONDS)) {
                    assertThat(receipt.outcome().get(60, TimeUnit.SECONDS).status())
                            .isEqualTo(Outcome.Status.ACKED);
                }
            }

            assertThat(new HashSet<>(server.ids("out"))).hasSize(SENDERS * MESSAGES);
            ClientStats.Ledger ledger = client.stats().ledger();
            assertThat(ledger.ended()).isEqualTo(SENDERS * MESSAGES);
            assertThat(ledger.balances()).isTrue();
            assertFirstArrivalsInOrder();
        } finally {
            senders.shutdownNow();
        }
    }

    private List<Receipt> send(RealtimeClient client, int sender) {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            String id = sender + "-" + i;
            Receipt receipt =
                    client.send(Message.builder("out").id(id).payload(i).build(), ACKED);
            receipts.add(receipt);
            if (i % 50 == 25) {
                server.awaitFrame("out");
                server.peer().cut();
            }
            if (i % 100 == 99) {
                receipt.outcome().join(); // not more than the outbox takes
            }
        }
        return receipts;
    }

    private void assertFirstArrivalsInOrder() {
        int[] next = new int[SENDERS];
        for (String id : new LinkedHashSet<>(server.ids("out"))) {
            String[] parts = id.split("-");
            int sender = Integer.parseInt(parts[0]);
            assertThat(Integer.parseInt(parts[1]))
                    .as("the next of sender %s", sender)
                    .isEqualTo(next[sender]++);
        }
    }

    /** A client whose application connects again whenever the link is lost. */
    private RealtimeClient stubborn(Threads threads) {
        RealtimeClient client = threads.give(RealtimeClient.builder(Rig.ADDRESS))
                .transport(LoopbackTransport.to(server))
                .protocol(new PipeDialect())
                .build();
        client.onState(change -> {
            if (change.current() == ConnectionState.FAILED) {
                client.connect();
            }
        });
        return client;
    }
}
