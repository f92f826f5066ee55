// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.message.Payload;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.time.Environment;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Keeps one link alive, and notices its death: does what {@link Liveness} decides. Belongs to the loop.
 *
 * <p>A machine that has slept has no link worth waiting for: a leap of a clock ends it at once.
 */
final class Pulse {
    private final LinkLife life;
    private final ClientConfig config;
    private final Link link;
    private final Speaker speaker;
    private final Liveness liveness;
    private final ClockWatch clocks;

    Pulse(LinkLife life, ClientConfig config, Link link, Speaker speaker) {
        this.life = life;
        this.config = config;
        this.link = link;
        this.speaker = speaker;
        Heartbeat heartbeat = config.upkeep().heartbeat();
        boolean probes = !config.wire().transport().capabilities().contains(Transport.Capability.SEES_END_OF_STREAM);
        this.liveness = new Liveness(heartbeat, probes, now());
        this.clocks = new ClockWatch(heartbeat, now(), wallMillis());
    }

    long now() {
        return config.environment().ticker().nanos();
    }

    private long wallMillis() {
        return config.environment().wallClock().millis();
    }

    void heard() {
        liveness.heardTraffic(liveness.needsTime() ? now() : 0);
    }

    void heardPong() {
        liveness.heardPong(liveness.needsTime() ? now() : 0);
    }

    boolean isPaused() {
        return liveness.isPaused();
    }

    void pause() {
        liveness.pause();
    }

    void resume(long nowNanos) {
        liveness.resume(nowNanos);
    }

    /** The peer has promised not to be silent for longer. */
    void keepAlive(Duration silence) {
        liveness.keepAlive(silence, now());
    }

    /** Somebody doubts that the link is alive: asks the peer now. */
    void probe(long nowNanos) {
        liveness.doubt(nowNanos);
        link.ping();
    }

    long nextDue() {
        return liveness.nextDue();
    }

    void tick(long nowNanos) {
        if (clocks.hasLeapt(nowNanos, wallMillis())) {
            life.slept();
            return;
        }
        while (!life.isDropped() && keepAlive(nowNanos)) {
            // more than one thing may be due
        }
    }

    /** Does one thing that is due; false if nothing was. */
    private boolean keepAlive(long nowNanos) {
        switch (liveness.tick(nowNanos)) {
            case PROBE -> link.ping();
            case HEARTBEAT -> heartbeat();
            case IDLE -> life.idle();
            case LOST -> life.silent();
            case WAIT -> {
                return false;
            }
        }
        return true;
    }

    private void heartbeat() {
        if (speaker.isOnline()) {
            Environment environment = config.environment();
            speaker.say(new Command.Heartbeat(environment.wallClock().instant(), payload()));
        }
        link.ping();
    }

    private Payload payload() {
        Supplier<?> supplier = config.upkeep().heartbeat().payload();
        if (supplier == null) {
            return Payload.empty();
        }
        try {
            return Payload.of(supplier.get()).written(config.party().codec());
        } catch (Throwable e) {
            life.reportHeartbeat(e);
            return Payload.empty();
        }
    }
}
