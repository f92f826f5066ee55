// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.testing.LoopbackTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waiting for things, on real threads. */
class RealtimeClientThreadsTest {
    private static final SendOptions ACKED = SendOptions.acked(Duration.ofSeconds(10));

    private final PipeServer server = new PipeServer();

    @ParameterizedTest
    @EnumSource(names = "DIRECT_CALLBACK", mode = EnumSource.Mode.EXCLUDE)
    void anOutcomeMayBeJoinedInsideAListener(Threads.Kind kind) throws Exception {
        server.acking = true;
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        try (Threads threads = new Threads(kind);
                RealtimeClient client = open(threads)) {
            client.on("note", message -> {
                Receipt receipt = client.send("out", "x", ACKED);
                receipt.accepted().join();
                outcome.complete(receipt.outcome().join());
            });

            server.say("note||1");

            assertThat(outcome.get(10, TimeUnit.SECONDS).status()).isEqualTo(Outcome.Status.ACKED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "DIRECT_CALLBACK", mode = EnumSource.Mode.EXCLUDE)
    void aConnectionMayBeAwaitedInsideAListener(Threads.Kind kind) throws Exception {
        CompletableFuture<ConnectionState> reconnected = new CompletableFuture<>();
        try (Threads threads = new Threads(kind);
                RealtimeClient client = open(threads)) {
            client.onState(change -> {
                if (change.current() == ConnectionState.FAILED) {
                    client.connect().join();
                    reconnected.complete(client.state());
                }
            });

            server.peer().cut();

            assertThat(reconnected.get(10, TimeUnit.SECONDS)).isEqualTo(ConnectionState.OPEN);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "DIRECT_CALLBACK", mode = EnumSource.Mode.EXCLUDE)
    void theEndMayBeAwaitedInsideAListener(Threads.Kind kind) throws Exception {
        CompletableFuture<ConnectionState> closed = new CompletableFuture<>();
        try (Threads threads = new Threads(kind);
                RealtimeClient client = open(threads)) {
            client.on("note", message -> {
                client.closeAsync(Duration.ofSeconds(5)).join();
                closed.complete(client.state());
            });

            server.say("note||1");

            assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(ConnectionState.CLOSED);
        }
    }

    @Test
    void closeFromOutsideWaitsForTheEnd() throws Exception {
        server.acking = true;
        try (Threads threads = new Threads(Threads.Kind.DEFAULT)) {
            RealtimeClient client = open(threads);
            Receipt receipt = client.send("out", "x", ACKED);

            client.close();
            client.close();

            assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
            assertThat(receipt.outcome().get(10, TimeUnit.SECONDS).status()).isEqualTo(Outcome.Status.ACKED);
        }
    }

    @Test
    void closeOnAnInterruptedThreadOnlyStartsIt() throws Exception {
        try (Threads threads = new Threads(Threads.Kind.DEFAULT)) {
            RealtimeClient client = open(threads);
            client.send("out", "x", ACKED);

            Thread.currentThread().interrupt();
            client.close();

            assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
            client.closeAsync(Duration.ZERO).get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void anExecutorThatIsShutDownUnderUsDoesNotStopTheClient() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        RealtimeClient client = RealtimeClient.builder(Rig.ADDRESS)
                .executor(executor)
                .callbackExecutor(executor)
                .transport(LoopbackTransport.to(server))
                .protocol(new PipeDialect())
                .build();
        client.connect().get(10, TimeUnit.SECONDS);
        executor.shutdown();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

        Receipt receipt = client.send("out", "x");

        assertThat(receipt.outcome().get(10, TimeUnit.SECONDS).status()).isEqualTo(Outcome.Status.SENT);
        client.close();
        assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void executorsOfTheApplicationAreNotShutDown() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            RealtimeClient client = RealtimeClient.builder(Rig.ADDRESS)
                    .executor(executor)
                    .callbackExecutor(executor)
                    .transport(LoopbackTransport.to(server))
                    .protocol(new PipeDialect())
                    .build();
            client.connect().get(10, TimeUnit.SECONDS);
            client.close();

            assertThat(executor.isShutdown()).isFalse();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aListenerThatBlocksDoesNotHoldUpSends() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (Threads threads = new Threads(Threads.Kind.DEFAULT);
                RealtimeClient client = open(threads)) {
            client.on("note", message -> {
                entered.countDown();
                awaitQuietly(release);
            });
            server.say("note||1");
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

            Outcome outcome = client.send("out", "x").outcome().get(10, TimeUnit.SECONDS);

            assertThat(outcome.status()).isEqualTo(Outcome.Status.SENT);
            release.countDown();
        }
    }

    @Test
    void aCompletionThatBlocksDoesNotHoldUpTheConnection() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        CompletableFuture<Boolean> heardMeanwhile = new CompletableFuture<>();
        try (Threads threads = new Threads(Threads.Kind.DEFAULT);
                RealtimeClient client = open(threads)) {
            client.on("note", message -> heard.countDown());
            client.send(Message.builder("out").id("1").build(), ACKED).outcome().thenRun(() -> {
                server.say("note||1");
                heardMeanwhile.complete(awaitQuietly(heard));
            });
            server.awaitFrame("out");

            server.say("ack|1|{}");

            assertThat(heardMeanwhile.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anOutcomeMayBeAwaitedForAWhile() throws Exception {
        try (Threads threads = new Threads(Threads.Kind.DEFAULT);
                RealtimeClient client = open(threads)) {
            CompletableFuture<Outcome> outcome = client.send("out", "x", ACKED).outcome();

            assertThatThrownBy(() -> outcome.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            server.awaitFrame("out");
            server.acking = true;
            server.say("ack|" + server.ids("out").get(0) + "|{}");

            assertThat(outcome.get(10, TimeUnit.SECONDS).status()).isEqualTo(Outcome.Status.ACKED);
        }
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private RealtimeClient open(Threads threads) throws Exception {
        RealtimeClient client = threads.give(RealtimeClient.builder(Rig.ADDRESS))
                .transport(LoopbackTransport.to(server))
                .reconnect(Reconnect.off())
                .protocol(new PipeDialect())
                .build();
        client.connect().get(10, TimeUnit.SECONDS);
        server.awaitPeer();
        return client;
    }
}
