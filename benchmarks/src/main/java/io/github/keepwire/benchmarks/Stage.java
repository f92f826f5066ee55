// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A server and those who listen to it. */
final class Stage {
    private static final int PATIENCE_SECONDS = 60;

    private final Semaphore heard = new Semaphore(0);
    private final BroadcastServer server;
    private final int listeners;

    Stage(BroadcastServer server, Listeners kind, int listeners) throws Exception {
        this.server = server;
        this.listeners = listeners;
        for (int i = 0; i < listeners; i++) {
            kind.connect(server.uri(), heard::release);
        }
        server.awaitListeners(listeners);
    }

    /** Deliveries per second, of broadcasts as fast as they go. */
    double perSecond(int broadcasts) throws InterruptedException {
        long start = System.nanoTime();
        play(broadcasts);
        return deliveries(broadcasts) * 1e9 / (System.nanoTime() - start);
    }

    /** CPU time of server and listeners for one delivery, in nanoseconds. */
    double cpu(int broadcasts) throws InterruptedException {
        Meter start = Meter.read();
        play(broadcasts);
        return (double) Meter.read().since(start).cpuNanos() / deliveries(broadcasts);
    }

    /** From a broadcast until the last listener has it, in microseconds; the mean of so many, one after the other. */
    double untilAllHaveIt(int broadcasts) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < broadcasts; i++) {
            play(1);
        }
        return (System.nanoTime() - start) / 1e3 / broadcasts;
    }

    private int deliveries(int broadcasts) {
        return broadcasts * listeners;
    }

    private void play(int broadcasts) throws InterruptedException {
        for (int i = 0; i < broadcasts; i++) {
            int reached = server.broadcast();
            if (reached != listeners) {
                throw new IllegalStateException("only " + reached + " are connected");
            }
        }
        if (!heard.tryAcquire(deliveries(broadcasts), PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("only " + heard.availablePermits() + " arrived");
        }
    }
}
