// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.Room;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.policy.SendOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three official servers that share their rooms by Redis, and one of them dies; once for each transport. */
abstract class SocketIoCluster extends SocketIoStage {
    private static final SendOptions PATIENT = SendOptions.acked(ofSeconds(5));
    private static final int MANY = 600;

    private final Map<String, NodeServer> nodes = new LinkedHashMap<>();
    private RedisServer redis;

    @Override
    void startServer() {
        // each test has nodes of its own
    }

    @BeforeAll
    void startRedis(@TempDir Path folder) throws IOException {
        redis = RedisServer.start(folder);
    }

    @AfterAll
    void stopRedis() throws Exception {
        if (redis != null) {
            redis.close();
        }
    }

    @BeforeEach
    void startNodes() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            nodes.put(name, NodeServer.start("cluster.mjs", Map.of("REDIS", redis.socket(), "NAME", name)));
        }
    }

    @AfterEach
    void stopNodes() {
        nodes.values().forEach(NodeServer::close);
        nodes.clear();
    }

    @Test
    void clientsOfDifferentNodesMeetInARoom() throws Exception {
        RealtimeClient alice = at("a", "b", "c");
        RealtimeClient bob = at("b", "c", "a");
        Queue<String> atAlice = join(alice);
        Queue<String> atBob = join(bob);

        say(alice, "from a");
        say(bob, "from b");

        assertThat(ack(alice, "where").as(String.class)).isEqualTo("a");
        assertThat(ack(bob, "where").as(String.class)).isEqualTo("b");
        awaitSize(atAlice, 2);
        awaitSize(atBob, 2);
        assertThat(atAlice).containsExactlyInAnyOrder("from a", "from b");
        assertThat(atBob).containsExactlyInAnyOrder("from a", "from b");
        assertThat(ack(bob, "crowd", "hall").as(Integer.class)).isEqualTo(2);
    }

    @Test
    void whoseNodeIsKilledMovesToAnotherRejoinsAndLosesNothing() throws Exception {
        RealtimeClient alice = at("a", "b", "c");
        RealtimeClient bob = at("b", "c", "a");
        Queue<String> atAlice = join(alice);
        Queue<String> atBob = join(bob);

        List<CompletableFuture<Outcome>> sent = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            sent.add(say(alice, "n" + i));
            if (i == MANY / 3) {
                sent.get(i / 2).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                nodes.get("a").kill();
            }
            if (i > MANY / 3 && i % 50 == 0) {
                sent.get(i).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        }

        allAcked(sent);
        awaitAll(atBob);
        assertThat(ack(alice, "where").as(String.class)).isNotEqualTo("a");
        await().atMost(ofSeconds(PATIENCE_SECONDS))
                .until(() -> alice.room("hall").isJoined());
        say(bob, "are you back?");
        await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> atAlice.contains("are you back?"));
        say(alice, "I am");
        await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> atBob.contains("I am"));
    }

    @Test
    void nodesThatDieAndComeBackOneAfterAnotherCostNothing() throws Exception {
        RealtimeClient alice = at("a", "b");
        Queue<String> atBob = join(at("c"));
        join(alice);

        List<CompletableFuture<Outcome>> sent = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            sent.add(say(alice, "n" + i));
            if (i % 150 == 100) {
                NodeServer node = nodes.get(ack(alice, "where").as(String.class));
                node.kill();
                sent.add(say(alice, "n" + ++i));
                sent.get(i).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                node.restart();
            }
        }

        allAcked(sent);
        awaitAll(atBob);
    }

    private RealtimeClient at(String first, String... others) throws Exception {
        URI[] standIns = List.of(others).stream().map(this::address).toArray(URI[]::new);
        RealtimeClient client =
                client(Addresses.of(address(first), standIns).coolDown(ofMillis(200)), builder -> builder);
        client.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return client;
    }

    private URI address(String node) {
        return URI.create(nodes.get(node).url(""));
    }

    private static Queue<String> join(RealtimeClient client) throws Exception {
        Queue<String> inRoom = new ConcurrentLinkedQueue<>();
        Room hall = client.room("hall");
        hall.on("message", message -> inRoom.add(message.payload().field("text")));
        hall.join().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return inRoom;
    }

    private static CompletableFuture<Outcome> say(RealtimeClient client, String text) {
        return client.room("hall")
                .send("message", Map.of("text", text), PATIENT)
                .outcome();
    }

    private static void allAcked(List<CompletableFuture<Outcome>> sent) throws Exception {
        for (CompletableFuture<Outcome> each : sent) {
            assertThat(each.get(PATIENCE_SECONDS, TimeUnit.SECONDS).status()).isEqualTo(Outcome.Status.ACKED);
        }
    }

    /** All that was said is heard, in its order; twice only what went twice. */
    private static void awaitAll(Queue<String> heard) {
        List<String> said =
                IntStream.range(0, MANY).mapToObj(number -> "n" + number).toList();
        await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> heard.containsAll(said));
        assertThat(new LinkedHashSet<>(heard)).containsExactlyElementsOf(said);
    }

    private static void awaitSize(Queue<String> heard, int size) {
        await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> heard.size() >= size);
    }
}
