// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.policy.SendOptions;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * One seed, one story: a client and a server, a number of steps of which the seed decides each, then a healing, then the
 * end. After every step the laws are checked.
 *
 * <pre>
 *   steps (connect, send, listen, cut, delay, ..)  ->  heal: connect, acks on, time passes  ->  close  ->  nothing is left
 * </pre>
 */
final class Schedule {
    private static final String[] GARBAGE = {
        "", "[]", "{\"type\":7}", "{\"type\":\"x\"", "nonsense", "{\"a\":1}{\"b\":2}"
    };

    private final World world;
    private final SplittableRandom random;
    private final ModelServer server;
    private final Sends sends;
    private final Wishes wishes;
    private final Life life;
    private int stepsTaken;

    Schedule(long seed) {
        world = new World(seed);
        random = world.random;
        server = world.server;
        sends = new Sends(world);
        wishes = new Wishes(random);
        life = new Life(world);
    }

    /** Plays the whole story. */
    Trace play() {
        int steps = 20 + random.nextInt(60);
        for (int i = 0; i < steps; i++) {
            step();
            check();
        }
        heal();
        end();
        return world.trace;
    }

    Trace trace() {
        return world.trace;
    }

    /** How the messages of this story ended. */
    Map<Outcome.Status, Integer> outcomes() {
        return sends.counts();
    }

    int storeFailures() {
        return world.store.failures();
    }

    int stepsTaken() {
        return stepsTaken;
    }

    private void step() {
        stepsTaken++;
        switch (random.nextInt(29)) {
            case 0, 1, 2 -> life.connect();
            case 3, 4, 5 -> send(Sent.Kind.QUEUED);
            case 6, 7, 8 -> send(Sent.Kind.ACKED);
            case 9 -> send(Sent.Kind.VOLATILE);
            case 10, 11 -> life.ears.listen();
            case 12 -> life.ears.stopOne();
            case 13, 14 -> world.act("server says news", server::sayNews);
            case 15 -> world.act("server cuts", server::cut);
            case 16 -> world.act("server closes", () -> server.close(1001));
            case 17 -> world.act("server falls silent", server::blackHole);
            case 18 -> changeServer();
            case 19 ->
                world.act("server talks nonsense", () -> server.sayGarbage(GARBAGE[random.nextInt(GARBAGE.length)]));
            case 20 -> world.maxLatencyMillis = 1 + random.nextInt(200);
            case 21 -> world.act("reconnectNow", life.client::reconnectNow);
            case 22 -> world.act("networkChanged", life.client::networkChanged);
            case 23 -> moveClocks();
            case 24 -> restartServer();
            case 25, 26 -> world.act("listeners find a moment", life.callbacks::runOne);
            case 27 -> changeStore();
            default -> closeRarely();
        }
        world.advance(world.upTo(random.nextInt(4) == 0 ? 3_000 : 60));
    }

    private void send(Sent.Kind kind) {
        SendOptions options = wishes.of(kind);
        int burst = random.nextInt(40) == 0 ? 100 : 1 + random.nextInt(3);
        world.act("send " + burst + " " + options, () -> {
            for (int i = 0; i < burst; i++) {
                sends.send(life, options);
            }
        });
    }

    private void changeServer() {
        server.refusing = random.nextInt(3) == 0;
        server.acks = ModelServer.Acks.values()[random.nextInt(3)];
        world.act("server refuses " + server.refusing + ", acks " + server.acks, server::payAcks);
    }

    private void changeStore() {
        SimulatedStore.Mood mood = SimulatedStore.Mood.values()[random.nextInt(3)];
        world.act("store is " + mood, () -> world.store.mood = mood);
    }

    private void moveClocks() {
        Duration leap = Duration.ofSeconds(random.nextInt(200));
        if (random.nextBoolean()) {
            life.leapt(leap);
            world.act("clocks leap by " + leap, () -> world.leap(leap));
        } else {
            Duration change = random.nextBoolean() ? leap : leap.negated();
            world.act("wall clock is set by " + change, () -> world.time.setWallClock(change));
        }
    }

    /** Whatever it owed is forgotten, and for a while it is not there. */
    private void restartServer() {
        world.act("server restarts", () -> {
            server.forgetDebts();
            server.cut();
            server.refusing = true;
        });
        world.advance(world.upTo(5_000));
        world.act("server is back", () -> server.refusing = random.nextInt(4) == 0);
    }

    private void closeRarely() {
        if (random.nextInt(20) == 0) {
            Duration drain = world.upTo(5_000);
            world.act("close within " + drain, () -> life.close(drain));
        }
    }

    /** The server is well, the network quick, and time passes: whatever could be delivered must be. */
    private void heal() {
        server.refusing = false;
        server.acks = ModelServer.Acks.AT_ONCE;
        world.store.mood = SimulatedStore.Mood.WELL;
        world.maxLatencyMillis = 1;
        world.act("listeners keep up", life.callbacks::hurry);
        if (life.isClosing()) {
            world.advance(Duration.ofSeconds(60));
            return;
        }
        // a link that is lost in a black hole is noticed within 40 s; after that one call connects, or none at all
        for (int i = 0; i < 4; i++) {
            world.advance(Duration.ofSeconds(45));
            check();
            if (!world.plan.reconnects || life.rests()) {
                life.connect();
            }
        }
        world.advance(Duration.ofSeconds(10));
        check();
        assertThat(life.client.state()).as("state once the server is well").isEqualTo(ConnectionState.OPEN);
        assertThat(server.isConnected()).as("a link that leads to the server").isTrue();
        sends.allDelivered();
        world.act("server says the last news", server::sayNews);
        world.advance(Duration.ofSeconds(1));
        life.ears.haveHeard(server.newsSaid());
    }

    private void end() {
        boolean drained = life.isOpen();
        CompletableFuture<Void> closed = life.close(Duration.ofSeconds(5));
        world.advance(drained ? Duration.ofMillis(100) : Duration.ofSeconds(10));
        check();
        assertThat(closed).as("the future of close").isCompleted();
        life.checkEnd();
        sends.allSettled();
        world.note("ends: " + sends.counts());
    }

    private void check() {
        world.verdict.raise();
        life.check();
        sends.check(life);
    }
}
