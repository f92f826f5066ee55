// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.testkit.proxy.Direction;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** close() from many threads is one close, and a thread that is interrupted in it harms neither the close nor itself. */
class ConcurrentCloseTest {
    private static final int THREADS = 8;
    private static final SendOptions ACKED = SendOptions.acked(Duration.ofSeconds(30));

    @ParameterizedTest(name = "{0}")
    @ArgumentsSource(EachTransport.class)
    void closeOfManyThreadsIsOneClose(Transport transport) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<StateChange> changes = new CopyOnWriteArrayList<>();
        try (DevServer server = DevServer.acknowledgingDeviceEnvelope().start()) {
            RealtimeClient client = server.client("d", settings -> settings.transport(transport));
            client.onState(changes::add);
            Receipt receipt = client.send("order", Map.of(), ACKED);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> closes = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                boolean blocking = i % 2 == 0;
                closes.add(threads.submit(() -> close(client, start, blocking)));
            }
            start.countDown();
            for (Future<?> close : closes) {
                close.get(20, TimeUnit.SECONDS);
            }
            client.close();

            assertThat(receipt.outcome().get(20, TimeUnit.SECONDS).status()).isEqualTo(Outcome.Status.ACKED);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(changes)
                            .extracting(StateChange::current)
                            .filteredOn(state -> state != ConnectionState.OPEN) // told late, or before we listened
                            .containsExactly(ConnectionState.CLOSING, ConnectionState.CLOSED));
            assertThat(server.received("deviceRegister")).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ArgumentsSource(EachTransport.class)
    void anInterruptEndsTheWaitAndNotTheClose(Transport transport) throws Exception {
        try (DevServer server = DevServer.acknowledgingDeviceEnvelope().start()) {
            RealtimeClient client = server.client("d", settings -> settings.transport(transport));
            server.link(client).stall(Direction.TO_SERVER);
            Receipt receipt = client.send("order", Map.of(), ACKED);
            receipt.accepted().get(20, TimeUnit.SECONDS);
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread closer = new Thread(() -> {
                client.close();
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            closer.start();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> client.state() == ConnectionState.CLOSING
                            && closer.getState() == Thread.State.TIMED_WAITING);

            closer.interrupt();

            assertThat(interrupted.get(20, TimeUnit.SECONDS))
                    .as("the interrupt is kept")
                    .isTrue();
            server.link(client).restore();
            assertThat(receipt.outcome().get(20, TimeUnit.SECONDS).status())
                    .as("the connection is unharmed: it goes on delivering")
                    .isEqualTo(Outcome.Status.ACKED);
            await().atMost(Duration.ofSeconds(20)).until(() -> client.state() == ConnectionState.CLOSED);
        }
    }

    private static Void close(RealtimeClient client, CountDownLatch start, boolean blocking) throws Exception {
        start.await();
        if (blocking) {
            client.close();
        } else {
            client.closeAsync(Duration.ofSeconds(20)).get(20, TimeUnit.SECONDS);
        }
        assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
        return null;
    }
}
