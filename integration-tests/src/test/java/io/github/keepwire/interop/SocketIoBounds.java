// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.policy.SendOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is large, between our client and the official server; once for each transport. */
abstract class SocketIoBounds extends SocketIoStage {
    private static final int MEBI = 1 << 20;
    private static final int LIMIT = 20 * MEBI;
    private static final SendOptions PATIENT = SendOptions.acked(ofSeconds(60));

    private static final int FLOOD = 100_000;
    private static final long BYTES_OF_A_DROP = 18;
    private static final int BYTES_OF_A_WAVE = 480;

    private NodeServer roomy;

    @BeforeAll
    void startRoomyServer() throws Exception {
        roomy = NodeServer.start(Map.of("MAX_BYTES", Integer.toString(17 * MEBI)));
    }

    @AfterAll
    void stopRoomyServer() {
        if (roomy != null) {
            roomy.close();
        }
    }

    private RealtimeClient roomyClient() throws Exception {
        return connected(
                roomy,
                "",
                builder -> builder.maxMessageBytes(LIMIT)
                        .validator(MessageValidator.defaults().maxBytes(LIMIT))
                        .outbox(Outbox.inMemory().maxBytes(4L * LIMIT)));
    }

    private static Outcome sent(RealtimeClient client, String event, Object payload) throws Exception {
        return client.send(event, payload, PATIENT).outcome().get(60, TimeUnit.SECONDS);
    }

    @Test
    void sixteenMebibytesTravelBothWays() throws Exception {
        RealtimeClient client = roomyClient();
        String large = "x".repeat(16 * MEBI);

        assertThat(sent(client, "echo", large).reply().as(String.class)).isEqualTo(large);

        client.send("say-back", large, PATIENT.timeToLive(ofSeconds(60)));
        assertThat(next("back").payload().as(String.class)).isEqualTo(large);
    }

    @Test
    void whatIsTooLargeForTheServerIsRefusedBeforeAnythingIsWritten() throws Exception {
        RealtimeClient client = roomyClient();
        assertThat(ack(client, "echo", 1).json()).isEqualTo("1");
        long before = client.stats().traffic().out().bytes();

        Outcome outcome = sent(client, "echo", "x".repeat(18 * MEBI));

        assertThat(outcome.status()).isEqualTo(Outcome.Status.FAILED);
        assertThat(outcome.error().code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
        assertThat(outcome.error()).hasMessageContaining("the server takes " + 17 * MEBI);
        assertThat(ack(client, "echo", 2).json()).isEqualTo("2");
        assertThat(client.stats().traffic().out().bytes() - before).isLessThan(1000);
        assertThat(client.stats().health().connections()).isEqualTo(1);
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aFloodForAListenerThatSleepsStaysBoundedAndTheLinkLives() throws Exception {
        try (NodeServer hasty = NodeServer.start(Map.of("PING_INTERVAL", "1000", "PING_TIMEOUT", "8000"))) {
            RealtimeClient client = client(
                    hasty,
                    "",
                    builder -> builder.inbox(Inbox.defaults().maxMessages(100).reserveBytes(100_000)));
            CompletableFuture<Void> awake = new CompletableFuture<>();
            AtomicInteger last = new AtomicInteger(-1);
            AtomicInteger disorder = new AtomicInteger();
            client.on("drop", Integer.class, (number, message) -> {
                awake.join();
                if (number <= last.getAndSet(number)) {
                    disorder.incrementAndGet();
                }
            });
            client.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            List<ConnectionState> states = Collections.synchronizedList(new ArrayList<>());
            RealtimeClient watcher = connected(hasty, "", builder -> builder);
            client.onState(change -> states.add(change.current()));
            long most = 0;
            client.send("flood", FLOOD);
            for (int question = 0; question < 110; question++) { // 11 s in all, which the server would not wait
                assertThat(ack(watcher, "after", 100).json()).isEqualTo("100");
                most = Math.max(most, client.stats().inbound().waiting());
            }
            assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
            assertThat(client.stats().health().connections()).isEqualTo(1);
            awake.complete(null);

            await().atMost(ofSeconds(60)).until(() -> last.get() == FLOOD - 1);
            assertThat(most * BYTES_OF_A_DROP).isLessThan(Inbox.DEFAULT_MAX_BYTES);
            assertThat(disorder).hasValue(0);
            assertThat(states).isEmpty();
        }
    }

    @Test
    void aFloodForAListenerThatIsHeldStaysWithTheServer() throws Exception {
        try (NodeServer own = NodeServer.start(Map.of())) {
            RealtimeClient watcher = connected(own, "", builder -> builder);
            RealtimeClient client = connected(own, "", builder -> builder);
            String id = ack(client, "where").field("id");
            CompletableFuture<Void> released = new CompletableFuture<>();
            AtomicInteger came = new AtomicInteger();
            AtomicInteger disorder = new AtomicInteger();
            AtomicInteger last = new AtomicInteger(-1);
            client.clear(); // nothing here may keep what came
            client.on("drop", Integer.class, (number, message) -> {
                released.join();
                came.incrementAndGet();
                if (number <= last.getAndSet(number)) {
                    disorder.incrementAndGet();
                }
            });

            client.emit("flood", FLOOD, "x".repeat(BYTES_OF_A_WAVE));

            AtomicLong before = new AtomicLong();
            await().atMost(ofSeconds(60)).during(ofSeconds(1)).until(() -> {
                long unsent = ack(watcher, "unsent", id).as(Long.class);
                return unsent > 8 * MEBI && unsent == before.getAndSet(unsent);
            });
            assertThat(client.stats().inbound().waiting() * BYTES_OF_A_WAVE)
                    .isLessThan(Inbox.DEFAULT_MAX_BYTES + Inbox.DEFAULT_RESERVE_BYTES);
            assertThat(came).hasValue(0);
            released.complete(null);

            await().atMost(ofSeconds(60))
                    .until(() -> came.get() + client.stats().inbound().dropped() == FLOOD);
            assertThat(disorder).hasValue(0);
            assertThat(last).hasValue(FLOOD - 1);
            assertThat(ack(watcher, "unsent", id).as(Long.class)).isZero();
            assertThat(ack(client, "echo", "still here").as(String.class)).isEqualTo("still here");
            assertThat(client.stats().health().connections()).isEqualTo(1);
        }
    }
}
