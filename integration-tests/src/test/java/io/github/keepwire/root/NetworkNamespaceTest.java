// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.root;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A network that loses packets without a word: what no peer and no proxy can show, since the system answers for them. The
 * server lives in a network namespace of its own, where iptables swallows what it is told to.
 */
@Tag("root")
@ParameterizedClass(name = "{0}")
@MethodSource("transports")
class NetworkNamespaceTest {
    private static final List<Transport> TRANSPORTS = List.of(new JdkTransport(), new OkHttpTransport());
    private static final Duration INTERVAL = ofSeconds(2);
    private static final Duration TIMEOUT = ofSeconds(2);
    /** For a slow machine; without a heartbeat the system would take a quarter of an hour, or for ever. */
    private static final Duration PATIENCE = ofSeconds(30);

    private static @Nullable FarSide side;
    private static @Nullable FarServerProcess server;

    private final Transport transport;
    private final BlockingQueue<StateChange> changes = new LinkedBlockingQueue<>();
    /** What the ids of this test begin with: the server keeps those of all. */
    private final String prefix = UUID.randomUUID() + "-";

    private final List<String> ids = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();

    NetworkNamespaceTest(Transport transport) {
        this.transport = transport;
    }

    static Stream<Named<Transport>> transports() {
        return TRANSPORTS.stream().map(transport -> Named.of(transport.name(), transport));
    }

    @BeforeAll
    static void joinTheFarSide() throws IOException {
        try {
            side = FarSide.make();
        } catch (IOException refused) {
            Assumptions.abort("this machine allows no network namespace: " + refused.getMessage());
        }
        server = FarServerProcess.start(requireNonNull(side));
    }

    @AfterAll
    static void leaveNothingBehind() {
        TRANSPORTS.forEach(Transport::close);
        if (server != null) {
            server.close();
        }
        if (side != null) {
            side.close();
        }
    }

    @AfterEach
    void heal() throws IOException {
        side().heal();
    }

    @Test
    void blackHoleAroundAnIdleConnectionIsNoticedByTheHeartbeatAndLeftOnceItIsGone() throws Exception {
        try (RealtimeClient client = connected()) {
            side().dropAll();
            long fallenIn = System.nanoTime();

            await(ConnectionState.RECONNECTING);

            assertThat(Duration.ofNanos(System.nanoTime() - fallenIn))
                    .isLessThan(INTERVAL.plus(TIMEOUT).plus(ofSeconds(5)));
            side().heal();
            await(ConnectionState.OPEN);
            send(client, 1);
            allAreAcknowledged();
        }
    }

    @Test
    void whatFallsIntoABlackHoleGoesAgainWithTheSameIdsInOrder() throws Exception {
        try (RealtimeClient client = connected()) {
            send(client, 20);
            allAreAcknowledged();
            side().dropAnswers();
            send(client, 20);
            Awaitility.await().atMost(PATIENCE).until(() -> arrived().size() > 20);
            side().dropAll();
            send(client, 20);
            await(ConnectionState.RECONNECTING);

            side().heal();

            allAreAcknowledged();
            assertThat(new LinkedHashSet<>(arrived())).containsExactlyElementsOf(ids);
            assertThat(arrived())
                    .as("those that came before and were not acknowledged")
                    .hasSizeGreaterThan(ids.size());
        }
    }

    @Test
    void resetsByAFirewallAreALossThatEndsWithThem() throws Exception {
        try (RealtimeClient client = connected()) {
            send(client, 20);
            side().resetAll();
            send(client, 20);
            await(ConnectionState.RECONNECTING);
            await(ConnectionState.RECONNECTING);

            side().heal();

            allAreAcknowledged();
            assertThat(new LinkedHashSet<>(arrived())).containsExactlyElementsOf(ids);
        }
    }

    @Test
    void everythingArrivesWhereOnePacketInTenIsLost() throws Exception {
        try (RealtimeClient client = connected()) {
            side().dropSome(0.1);
            for (int i = 0; i < 20; i++) {
                send(client, 10);
                allAreAcknowledged();
            }

            assertThat(new LinkedHashSet<>(arrived())).containsExactlyElementsOf(ids);
        }
    }

    private RealtimeClient connected() throws Exception {
        RealtimeClient client = RealtimeClient.builder(server().url())
                .transport(transport)
                .identity(Identity.of("sender", "Sender"))
                .handshakeTimeout(ofSeconds(2))
                .heartbeat(Heartbeat.every(INTERVAL).timeout(TIMEOUT))
                .reconnect(Reconnect.defaults().backoff(Backoff.fixed(ofMillis(200))))
                .build();
        client.onState(changes::add);
        client.connect().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        changes.clear();
        return client;
    }

    private void send(RealtimeClient client, int messages) {
        for (int i = 0; i < messages; i++) {
            String id = prefix + ids.size();
            ids.add(id);
            receipts.add(client.send(
                    Message.builder("order").id(id).payload(i).build(), SendOptions.acked(Duration.ofMinutes(5))));
        }
    }

    private void allAreAcknowledged() throws Exception {
        for (Receipt receipt : receipts) {
            assertThat(receipt.outcome()
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .status())
                    .isEqualTo(Outcome.Status.ACKED);
        }
    }

    private void await(ConnectionState state) throws InterruptedException {
        StateChange change = changes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        while (change != null && change.current() != state) {
            change = changes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(change).as("becomes %s", state).isNotNull();
    }

    private List<String> arrived() throws IOException {
        return server().arrived(prefix);
    }

    private static FarSide side() {
        return requireNonNull(side);
    }

    private static FarServerProcess server() {
        return requireNonNull(server);
    }
}
