// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.policy.SendOptions;
import java.time.Duration;
import java.util.SplittableRandom;

/** What may happen in a story: the seed decides what comes next. */
final class Steps {
    private static final String[] GARBAGE = {
        "", "[]", "{\"type\":7}", "{\"type\":\"x\"", "nonsense", "{\"a\":1}{\"b\":2}"
    };

    private final World world;
    private final SplittableRandom random;
    private final ModelServer server;
    private final Lives lives;
    private final Sends sends;
    private final Wishes wishes;

    Steps(World world, Lives lives, Sends sends) {
        this.world = world;
        this.random = world.random;
        this.server = world.server;
        this.lives = lives;
        this.sends = sends;
        this.wishes = new Wishes(random);
    }

    /** One thing happens, and a moment passes. */
    void step() {
        switch (random.nextInt(46)) {
            case 0, 1, 2 -> life().connect();
            case 3, 4, 5 -> send(Sent.Kind.QUEUED);
            case 6, 7, 8 -> send(Sent.Kind.ACKED);
            case 9 -> send(Sent.Kind.VOLATILE);
            case 10, 11 -> life().ears.listen();
            case 12 -> life().ears.stopOne();
            case 13, 14 -> world.act("server says news", server::sayNews);
            case 15 -> world.act("server cuts", server::cut);
            case 16 -> world.act("server closes", () -> server.close(1001));
            case 17 -> world.act("server falls silent", server::blackHole);
            case 18 -> changeServer();
            case 19 ->
                world.act("server talks nonsense", () -> server.sayGarbage(GARBAGE[random.nextInt(GARBAGE.length)]));
            case 20 -> world.maxLatencyMillis = 1 + random.nextInt(200);
            case 21 -> urge("reconnectNow", life().client::reconnectNow);
            case 22 -> urge("networkChanged", life().client::networkChanged);
            case 23 -> moveClocks();
            case 24 -> restartServer();
            case 25, 26 -> world.act("listeners find a moment", life().callbacks::runOne);
            case 27 -> changeStore();
            case 28, 29 -> endLife();
            case 30, 31, 32 -> life().subscribers.subscribe();
            case 33 -> life().subscribers.closeOne();
            case 34 -> changeSwitchboard();
            case 35, 36 -> life().guests.join();
            case 37 -> life().guests.leave();
            case 38 -> changeTokens();
            case 39 -> world.act("the provider answers", world.tokens::answer);
            case 40 -> waitLong();
            case 41, 42, 43 -> tick();
            case 44 -> changeTicks();
            default -> closeRarely();
        }
        world.advance(world.upTo(random.nextInt(4) == 0 ? 3_000 : 60));
    }

    private void send(Sent.Kind kind) {
        SendOptions options = wishes.of(kind);
        int burst = random.nextInt(40) == 0 ? 100 : 1 + random.nextInt(3);
        world.act("send " + burst + " " + options, () -> {
            for (int i = 0; i < burst; i++) {
                sends.send(life(), options);
            }
        });
    }

    private void urge(String what, Runnable call) {
        world.tokens.urged();
        world.act(what, call);
    }

    /** Tokens grow old. */
    private void waitLong() {
        if (world.plan.hasTokens()) {
            world.advance(world.upTo(100_000));
        }
    }

    private void changeTokens() {
        Tokens.Mood mood = Tokens.Mood.values()[random.nextInt(4)];
        boolean distrusting = random.nextInt(4) == 0;
        world.act("the provider " + mood + ", the server distrusts " + distrusting, () -> {
            world.tokens.mood = mood;
            server.distrusting = distrusting;
        });
    }

    private void changeServer() {
        server.refusing = random.nextInt(3) == 0;
        server.acks.manner = Acks.Manner.values()[random.nextInt(3)];
        world.act("server refuses " + server.refusing + ", acks " + server.acks.manner, server::payAcks);
    }

    private void changeSwitchboard() {
        Switchboard.Manner manner = Switchboard.Manner.values()[random.nextInt(4)];
        Switchboard.Manner other = Switchboard.Manner.values()[random.nextInt(4)];
        world.act("server is asked for channels and will " + manner + ", for rooms and will " + other, () -> {
            server.switchboard.manner = manner;
            server.doorman.manner = other;
        });
    }

    private void tick() {
        int burst = 1 + random.nextInt(3);
        world.act("server ticks " + burst, () -> {
            for (int i = 0; i < burst; i++) {
                server.sayTick();
            }
        });
    }

    private void changeTicks() {
        server.ticks.manner = Ticks.Manner.values()[random.nextInt(5)];
        server.ticks.replays = random.nextBoolean();
        world.note("server's archive answers " + server.ticks.manner + ", replays " + server.ticks.replays);
    }

    private Life life() {
        return lives.current();
    }

    /** Only what is kept in a store outlives its client. */
    private void endLife() {
        if (world.plan.durable && life().isOver()) {
            lives.restart();
        } else if (world.plan.durable) {
            SendOptions options = wishes.of(Sent.Kind.values()[random.nextInt(3)]);
            int burst = random.nextInt(4);
            lives.crash(() -> {
                for (int i = 0; i < burst; i++) {
                    sends.send(life(), options);
                }
            });
        }
    }

    private void changeStore() {
        SimulatedStore.Mood mood = SimulatedStore.Mood.values()[random.nextInt(3)];
        world.act("store is " + mood, () -> world.store.mood = mood);
    }

    private void moveClocks() {
        Duration leap = Duration.ofSeconds(random.nextInt(200));
        if (random.nextBoolean()) {
            life().leapt(leap);
            world.act("clocks leap by " + leap, () -> world.leap(leap));
        } else {
            Duration change = random.nextBoolean() ? leap : leap.negated();
            world.act("wall clock is set by " + change, () -> world.setWallClock(change));
        }
    }

    /** Whatever it owed is forgotten, and for a while it is not there. */
    private void restartServer() {
        world.act("server restarts", () -> {
            server.acks.forget();
            if (random.nextInt(3) == 0) {
                server.ticks.beginAnew();
            }
            server.cut();
            server.refusing = true;
        });
        world.advance(world.upTo(5_000));
        world.act("server is back", () -> server.refusing = random.nextInt(4) == 0);
    }

    private void closeRarely() {
        if (random.nextInt(20) == 0) {
            Duration drain = world.upTo(5_000);
            world.act("close within " + drain, () -> life().close(drain));
        }
    }
}
