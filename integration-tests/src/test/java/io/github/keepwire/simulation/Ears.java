// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.message.Message;
import java.util.ArrayList;
import java.util.List;

/** The listeners of one life, which come and go. */
final class Ears {
    private final Life life;
    private final World world;
    private final List<Ear> all = new ArrayList<>();

    Ears(Life life) {
        this.life = life;
        this.world = life.world;
    }

    void listen() {
        boolean once = world.random.nextBoolean();
        boolean leavesInside = world.random.nextInt(4) == 0;
        Ear ear = new Ear(all.size(), once, Plan.newsStreams(world.plan.inbox()));
        all.add(ear);
        world.act("listen " + ear.number() + (once ? " once" : "") + (leavesInside ? ", leaving inside" : ""), () -> {
            ear.registered(
                    once
                            ? life.client.once("news", message -> hear(ear, leavesInside, message))
                            : life.client.on("news", message -> hear(ear, leavesInside, message)));
        });
    }

    private void hear(Ear ear, boolean leavesInside, Message message) {
        world.note("listener " + ear.number() + " hears");
        world.verdict.check(() -> ear.hear(message));
        if (leavesInside) {
            all.forEach(Ear::close);
        }
    }

    void stopOne() {
        if (!all.isEmpty()) {
            Ear ear = all.get(world.random.nextInt(all.size()));
            world.act("stop listening " + ear.number(), ear::close);
        }
    }

    /** After the last news, with nothing in its way. */
    void haveHeard(int news) {
        for (Ear ear : all) {
            if (ear.expectsMore()) {
                assertThat(ear.last())
                        .as("last news of listener %d", ear.number())
                        .isEqualTo(news);
            }
        }
    }
}
