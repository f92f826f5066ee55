// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.internal.liveness.ClockWatch;
import io.github.keepwire.internal.liveness.Liveness;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Payload;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.time.Environment;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.Transport;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one link alive, and notices its death: does what {@link Liveness} decides. Belongs to the loop.
 *
 * <p>A machine that has slept has no link worth waiting for: a leap of a clock ends it at once.
 */
final class Pulse {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final LinkLife life;
    private final ClientConfig config;
    private final Link link;
    private final Speaker speaker;
    private final Liveness liveness;
    private final ClockWatch clocks;
    /** When the ping went out that is not answered yet; of several, the first, since a pong does not say which it is for. */
    private long pingedAt = Alarm.NEVER;

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
        if (pingedAt != Alarm.NEVER) {
            long nanos = now() - pingedAt;
            LOG.debug("{}: a ping was answered after {} us", life.where(), TimeUnit.NANOSECONDS.toMicros(nanos));
            life.ponged(nanos);
            pingedAt = Alarm.NEVER;
        }
        liveness.heardPong(liveness.needsTime() ? now() : 0);
    }

    boolean isPaused() {
        return liveness.isPaused();
    }

    void pause() {
        pingedAt = Alarm.NEVER; // the answer waits for us
        liveness.pause();
    }

    void resume(long nowNanos) {
        liveness.resume(nowNanos);
    }

    /** Somebody doubts that the link is alive: asks the peer now. */
    void probe(long nowNanos) {
        liveness.doubt(nowNanos);
        ping("a probe");
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
            case PROBE -> ping("a probe");
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
        ping("a heartbeat");
    }

    private void ping(String what) {
        LOG.debug("{}: {} goes out", life.where(), what);
        if (pingedAt == Alarm.NEVER && !isPaused()) {
            pingedAt = now();
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
