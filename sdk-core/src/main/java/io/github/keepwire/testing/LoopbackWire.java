// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testing;

import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Timer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** A direction-less cable with a delay: what is put on it later never arrives earlier. */
final class LoopbackWire {
    private final Environment environment;
    private final Supplier<Duration> latency;
    /** On real threads a later timer may ring first: each runs what was put on the cable first. */
    private final Queue<Runnable> underWay = new ConcurrentLinkedQueue<>();

    private volatile long lastArrival;

    LoopbackWire(Environment environment, Supplier<Duration> latency) {
        this.environment = environment;
        this.latency = latency;
        this.lastArrival = environment.ticker().nanos();
    }

    void carry(Runnable arrival) {
        long now = environment.ticker().nanos();
        long at = Math.max(lastArrival, now + latency.get().toNanos());
        lastArrival = at;
        underWay.add(arrival);
        environment.timer().schedule(Duration.ofNanos(at - now), this::arrive);
    }

    private void arrive() {
        Runnable first = underWay.poll();
        if (first != null) {
            first.run();
        }
    }

    Timer.Handle after(Duration delay, Runnable task) {
        return environment.timer().schedule(delay, task);
    }
}
