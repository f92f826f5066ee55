// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.policy.SendOptions;
import java.time.Duration;
import java.util.Map;
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
    private final World world;
    private final ModelServer server;
    private final Sends sends;
    private final Lives lives;
    private final Steps next;
    private int stepsTaken;

    Schedule(long seed) {
        world = new World(seed);
        server = world.server;
        sends = new Sends(world);
        lives = new Lives(world, sends);
        next = new Steps(world, lives, sends);
    }

    /** Plays the whole story. */
    Trace play() {
        int steps = 20 + world.random.nextInt(60);
        for (; stepsTaken < steps; stepsTaken++) {
            next.step();
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

    int crashes() {
        return lives.crashes();
    }

    int storeFailures() {
        return world.store.failures();
    }

    int stepsTaken() {
        return stepsTaken;
    }

    /** The server is well, the network quick, and time passes: whatever could be delivered must be. */
    private void heal() {
        server.refusing = false;
        server.acks.manner = Acks.Manner.AT_ONCE;
        server.switchboard.manner = Switchboard.Manner.CONFIRM;
        server.ticks.manner = Ticks.Manner.AT_ONCE;
        server.doorman.manner = Switchboard.Manner.CONFIRM;
        server.distrusting = false;
        world.tokens.mood = Tokens.Mood.ANSWERS;
        world.act("the provider answers", world.tokens::answer);
        world.store.mood = SimulatedStore.Mood.WELL;
        world.maxLatencyMillis = 1;
        world.act("listeners keep up", life().callbacks::hurry);
        if (life().isClosing()) {
            world.advance(Duration.ofSeconds(60));
            check();
            if (!world.plan.durable) {
                return;
            }
            lives.restart();
            life().callbacks.hurry();
        }
        // a link that is lost in a black hole is noticed within 40 s; after that one call connects, or none at all
        for (int i = 0; i < 4; i++) {
            world.advance(Duration.ofSeconds(45));
            check();
            if (!world.plan.reconnects || life().rests()) {
                life().connect();
            }
        }
        world.advance(Duration.ofSeconds(10));
        check();
        if (world.plan.hasTokens()) {
            renews();
        }
        assertThat(life().client.state()).as("state once the server is well").isEqualTo(ConnectionState.OPEN);
        assertThat(server.isConnected()).as("a link that leads to the server").isTrue();
        sends.allDelivered();
        world.act("server says the last news", server::sayNews);
        world.advance(Duration.ofSeconds(1));
        life().ears.haveHeard(server.newsSaid());
        hearsTheLastTick();
        life().subscribers.areServed();
        life().guests.areServed();
    }

    /**
     * A token is renewed before it expires, in-band or by another link, and that is quick. What follows is over before the next
     * renewal.
     */
    private void renews() {
        int shown = world.tokens.shown();
        for (long seconds = world.plan.tokenLife.getSeconds();
                seconds > 0 && world.tokens.shown() == shown;
                seconds--) {
            world.advance(Duration.ofSeconds(1));
        }
        check();
        assertThat(world.tokens.shown())
                .as("tokens shown within the life of one")
                .isGreaterThan(shown);
        world.advance(Duration.ofMillis(500));
        assertThat(world.tokens.isValid()).as("the token shown last is valid").isTrue();
    }

    private void hearsTheLastTick() {
        world.act("server says the last tick", server::sayTick);
        world.advance(Duration.ofSeconds(1));
        check();
        life().ticks.hasHeard(server.ticks.epoch(), server.ticks.said());
    }

    /** What is sent last is delivered before the end, which does not wait for longer than that takes. */
    private void end() {
        boolean well = life().isOpen();
        for (int i = 0; well && i < 3; i++) {
            sends.send(life(), SendOptions.acked(Duration.ofSeconds(2)));
        }
        CompletableFuture<Void> closed = life().close(Duration.ofSeconds(5));
        world.advance(well ? Duration.ofMillis(100) : Duration.ofSeconds(10));
        check();
        if (well) {
            sends.allDelivered();
        }
        assertThat(closed).as("the future of close").isCompleted();
        life().checkEnd();
        sends.allSettled();
        world.note("ends: " + sends.counts());
    }

    private Life life() {
        return lives.current();
    }

    private void check() {
        world.verdict.raise();
        life().check();
        sends.check(life());
    }
}
