// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.event.Subscription.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The subscriptions of one life, which come and go, and what must hold of them. */
final class Subscribers {
    private static final int CHANNELS = 4;
    static final Set<ConnectionState> WITHOUT_LINK = EnumSet.of(
            ConnectionState.IDLE, ConnectionState.CONNECTING, ConnectionState.RECONNECTING, ConnectionState.FAILED);

    private final Life life;
    private final World world;
    private final List<One> all = new ArrayList<>();

    /** One subscription, and what its listener heard. */
    private static final class One {
        final Subscription subscription;
        int heard;
        boolean closed;

        One(Subscription subscription) {
            this.subscription = subscription;
        }
    }

    Subscribers(Life life) {
        this.life = life;
        this.world = life.world;
    }

    void subscribe() {
        String channel = "channel" + world.random.nextInt(CHANNELS);
        world.act("subscribe to " + channel, () -> {
            One[] one = new One[1];
            one[0] = new One(life.client.subscribe(channel, message -> world.verdict.check(() -> hear(one[0]))));
            one[0].subscription.onState(change -> world.note(change.channel() + " is " + change.current()));
            all.add(one[0]);
        });
    }

    private static void hear(One one) {
        assertThat(one.closed).as("a listener of a closed subscription").isFalse();
        one.heard++;
    }

    void closeOne() {
        if (!all.isEmpty()) {
            One one = all.get(world.random.nextInt(all.size()));
            world.act("end of " + one.subscription.channel(), () -> {
                one.closed = true;
                one.subscription.close();
            });
        }
    }

    /** After every step. */
    void check() {
        boolean linked = !WITHOUT_LINK.contains(life.client.state());
        for (One one : all) {
            State state = one.subscription.state();
            assertThat(linked || state != State.ACTIVE)
                    .as("%s without a link", one.subscription)
                    .isTrue();
            assertThat(one.subscription.refusal().isPresent())
                    .as("a reason of %s", state)
                    .isEqualTo(state == State.REFUSED);
            if (one.closed && !life.process.isDead()) {
                assertThat(state).as("a closed subscription").isEqualTo(State.ENDED);
            }
        }
    }

    /** The server is well: what is wanted is confirmed or reported, and nothing else is on. */
    void areServed() {
        Set<String> active = new TreeSet<>();
        for (One one : all) {
            State state = one.subscription.state();
            assertThat(state).as("%s once the server is well", one.subscription).isNotEqualTo(State.SUBSCRIBING);
            if (state == State.ACTIVE) {
                active.add(one.subscription.channel());
                assertThat(one.subscription.confirmed()).isCompleted();
            }
        }
        assertThat(world.server.switchboard.on()).as("channels that are on").isEqualTo(active);
        for (String channel : active) {
            hearsOneUpdate(channel);
        }
    }

    private void hearsOneUpdate(String channel) {
        all.forEach(one -> one.heard = 0);
        world.act("server says an update on " + channel, () -> world.server.say(channel));
        world.advance(Duration.ofSeconds(1));
        for (One one : all) {
            boolean hears = one.subscription.state() == State.ACTIVE
                    && one.subscription.channel().equals(channel);
            assertThat(one.heard).as("updates heard by %s", one.subscription).isEqualTo(hears ? 1 : 0);
        }
    }
}
