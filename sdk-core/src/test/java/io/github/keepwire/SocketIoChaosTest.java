// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.socketio.SocketIo;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.testing.ManualTime;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the application does with namespaces and rooms, and whenever the link is cut: the official server finds no reason to end
 * the link, knows in the end what the client knows, and every message has its outcome, in order.
 */
class SocketIoChaosTest {
    private static final String[] CHANNELS = {"/a", "/b", "c"};
    private static final String[] ROOMS = {"hall", "attic"};

    private final ManualTime time = new ManualTime(7);
    private final StrictSocketIoServer server = new StrictSocketIoServer();
    private final List<Receipt> receipts = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private Random dice = new Random();
    private RealtimeClient client;

    @ParameterizedTest(name = "recovery: {0}")
    @ValueSource(booleans = {false, true})
    void theServerAndTheClientAgree(boolean recovers) {
        for (int seed = 0; seed < 300; seed++) {
            play(seed, recovers);
        }
    }

    private void play(int seed, boolean recovers) {
        dice = new Random(seed);
        server.begin(recovers, dice, "seed " + seed);
        receipts.clear();
        numbers.clear();
        SocketIo dialect = recovers ? SocketIo.defaults().recovery() : SocketIo.defaults();
        client = RealtimeClient.builder(URI.create("ws://socket.test"))
                .environment(time.environment())
                .transport(LoopbackTransport.to(server))
                .protocol(dialect)
                .outbox(Outbox.inMemory().maxMessages(10_000))
                .reconnect(
                        Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)).noJitter()))
                .build();
        client.onError(event -> {});
        client.connect();
        run();
        for (int i = 0; i < 60; i++) {
            act();
        }
        settle();
        check("seed " + seed);
        client.closeAsync(ofMillis(1));
        time.advance(ofSeconds(1));
        run();
    }

    private void run() {
        while (time.step()) {
            assertThat(client.stats().ledger().balances()).isTrue();
        }
    }

    private void act() {
        switch (dice.nextInt(14)) {
            case 0 -> channel().subscribe();
            case 1 -> channel().unsubscribe();
            case 2, 3 -> room().join();
            case 4 -> room().leave();
            case 5, 6 -> say();
            case 7, 8 -> server.answer();
            case 9 -> server.emit();
            case 10 -> outage();
            case 11 -> kick();
            case 12 -> listen();
            default -> pass(dice.nextInt(12_000));
        }
        if (dice.nextBoolean()) {
            run();
        }
    }

    private Channel channel() {
        return client.channel(CHANNELS[dice.nextInt(CHANNELS.length)]);
    }

    private Room room() {
        String name = ROOMS[dice.nextInt(ROOMS.length)];
        return dice.nextInt(3) == 0 ? client.room(name) : channel().room(name);
    }

    private void say() {
        Channel channel = channel();
        int number = numbers.merge(channel.name(), 1, Integer::sum);
        Sending to = dice.nextInt(4) == 0 ? channel.room(ROOMS[0]) : channel;
        receipts.add(
                to.send("say", number, dice.nextBoolean() ? SendOptions.queued() : SendOptions.acked(ofSeconds(5))));
    }

    /** A subscription of its own, which may end before it has begun. */
    private void listen() {
        Subscription subscription = client.subscribe(CHANNELS[dice.nextInt(CHANNELS.length)], message -> {});
        if (dice.nextBoolean()) {
            subscription.close();
        }
    }

    private void kick() {
        run();
        if (dice.nextInt(3) == 0) {
            server.kick();
            run();
        }
    }

    private void outage() {
        run();
        if (dice.nextInt(3) == 0 && client.state() == ConnectionState.OPEN) {
            server.cut();
            if (dice.nextBoolean()) {
                run();
            }
        }
    }

    private void pass(int millis) {
        run();
        time.advance(ofMillis(millis));
        run();
        server.ping();
        run();
    }

    private void settle() {
        for (int i = 0; i < 8; i++) {
            pass(5_000);
            for (int k = 0; k < 50; k++) {
                server.answer();
                run();
            }
        }
    }

    private void check(String seed) {
        assertThat(server.violations).isEmpty();
        Set<String> namespaces = new TreeSet<>(Set.of("/"));
        Set<String> rooms = new TreeSet<>();
        ClientSnapshot snapshot = client.snapshot();
        snapshot.channels().forEach(status -> namespaces.add(named(status.name())));
        for (ClientSnapshot.RoomStatus status : snapshot.rooms()) {
            assertThat(status.joined()).as(seed).isTrue();
            String namespace = status.channel() == null ? "/" : named(status.channel());
            namespaces.add(namespace);
            rooms.add(namespace + " " + status.id());
        }
        assertThat(client.state()).as(seed).isEqualTo(ConnectionState.OPEN);
        assertThat(server.namespaces()).as(seed).isEqualTo(namespaces);
        assertThat(server.rooms()).as(seed).isEqualTo(rooms);
        assertThat(receipts).as(seed).allMatch(receipt -> receipt.outcome().isDone());
        server.said.forEach((namespace, all) -> {
            List<Integer> first = new ArrayList<>();
            Set<Integer> known = new HashSet<>();
            all.forEach(number -> {
                if (known.add(number)) {
                    first.add(number);
                }
            });
            assertThat(first).as(seed + " " + namespace).isSorted();
        });
    }

    private static String named(String channel) {
        return channel.startsWith("/") ? channel : "/" + channel;
    }
}
