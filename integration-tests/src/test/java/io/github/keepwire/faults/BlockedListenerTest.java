// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.ErrorEvent;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A listener that never returns holds up the messages of its own client, and nothing else. */
class BlockedListenerTest {
    private static final int FLOOD = 2_000;
    private static final int MOST_WAITING = 16;

    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final BlockingQueue<ErrorEvent> errors = new LinkedBlockingQueue<>();
    private final CompletableFuture<Message> heardByTheOther = new CompletableFuture<>();

    @AfterEach
    void releaseTheListener() {
        release.countDown();
    }

    @ParameterizedTest(name = "{0}")
    @ArgumentsSource(EachTransport.class)
    void theRestGoesOnAndTheClientCanBeClosed(Transport transport) throws Exception {
        try (DevServer server = DevServer.deviceEnvelope().start()) {
            RealtimeClient other = server.client("other", settings -> settings.transport(transport));
            RealtimeClient blocked = server.client("blocked", settings -> configure(settings.transport(transport)));
            other.on("sign", heardByTheOther::complete);
            blocked.onError(errors::add);
            blocked.on("flood", message -> stuckForEver());
            server.broadcast(Envelope.of("flood"));
            assertThat(stuck.await(20, TimeUnit.SECONDS)).isTrue();

            int before = server.received("heartbeat").size();
            for (int i = 0; i < FLOOD; i++) {
                server.sendTo("blocked", Envelope.of("flood"));
            }
            server.await("heartbeat", before + 3);
            server.broadcast(Envelope.of("sign"));

            assertThat(heardByTheOther.get(20, TimeUnit.SECONDS).type()).isEqualTo("sign");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(blocked.stats().inbound().dropped())
                            .isGreaterThanOrEqualTo(FLOOD - MOST_WAITING));
            assertThat(blocked.stats().inbound().waiting()).as("bounded").isLessThanOrEqualTo(MOST_WAITING + 2);
            assertThat(sent(blocked)).isEqualTo(Outcome.Status.SENT);
            assertThat(server.connections()).as("nobody was disconnected").hasSize(2);
            assertThat(blocked.state()).isEqualTo(ConnectionState.OPEN);

            blocked.close(); // throws if it takes longer than its deadline
            assertThat(blocked.state()).isEqualTo(ConnectionState.CLOSED);
            assertThat(release.getCount()).as("the listener has not returned").isOne();
            assertThat(errors).as("nor was anybody else called on its thread").isEmpty();
            release.countDown();
            assertThat(errors.poll(20, TimeUnit.SECONDS).error().code()).isEqualTo(ErrorCode.INBOX_FULL);
        }
    }

    private static void configure(RealtimeClientBuilder settings) {
        settings.inbox(Inbox.defaults().maxMessages(MOST_WAITING).dropOldest())
                .heartbeat(Heartbeat.every(Duration.ofMillis(200)).timeout(Duration.ofSeconds(20)));
    }

    private static Outcome.Status sent(RealtimeClient client) throws Exception {
        return client.send("alsoSent", Map.of())
                .outcome()
                .get(20, TimeUnit.SECONDS)
                .status();
    }

    private void stuckForEver() {
        stuck.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
