// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import java.time.Duration;

/** The lives of one client, one after the other: each begins with what the store has of the one before. */
final class Lives {
    private static final int MOST_TASKS_TO_DEATH = 40;

    private final World world;
    private final Sends sends;
    private Life current;
    private int crashes;

    Lives(World world, Sends sends) {
        this.world = world;
        this.sends = sends;
        this.current = begin();
    }

    private Life begin() {
        Life life = new Life(world, sends);
        sends.lifeBegins(life);
        return life;
    }

    Life current() {
        return current;
    }

    /** The process dies, perhaps in the middle of what the application just asked for, or of a commit. */
    void crash(Runnable lastDeed) {
        Life dying = current;
        lastDeed.run();
        if (world.random.nextBoolean()) {
            SimulatedStore.Moment[] moments = SimulatedStore.Moment.values();
            world.store.dieAt(moments[world.random.nextInt(moments.length)], dying.process::die);
        }
        int tasks = world.random.nextInt(MOST_TASKS_TO_DEATH);
        for (int i = 0; i < tasks && !dying.process.isDead() && world.time.step(); i++) {
            // as far as it gets
        }
        dying.process.die();
        world.act("the client dies", world.server::cut);
        world.store.abandon();
        crashes++;
        next();
    }

    /** A client that is closed is built anew. */
    void restart() {
        next();
    }

    private void next() {
        world.verdict.raise();
        sends.lifeEnds(current);
        world.advance(Duration.ofMillis(world.random.nextInt(2_000)));
        world.note("the client begins anew with " + world.store.held().size());
        current = begin();
        world.time.run();
    }

    int crashes() {
        return crashes;
    }
}
