// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import io.github.keepwire.time.Ticker;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what goes through a server, and how fast. */
final class Meter {
    private static final int SECONDS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Ticker ticker;
    private final long[] recent = new long[SECONDS];
    private long began;
    private long second;
    private long connections;
    private long received;
    private long sent;
    private long errors;
    private long handled;
    private long handlingNanos;

    Meter(Ticker ticker) {
        this.ticker = ticker;
        began = ticker.nanos();
    }

    long now() {
        return ticker.nanos();
    }

    void connected() {
        locked(() -> connections++);
    }

    void received() {
        locked(() -> {
            received++;
            recent[slot()]++;
        });
    }

    void sent() {
        locked(() -> {
            sent++;
            recent[slot()]++;
        });
    }

    void rejected() {
        locked(() -> errors++);
    }

    void handled(long nanos) {
        locked(() -> {
            handled++;
            handlingNanos += nanos;
        });
    }

    /** Starts anew, with those who are connected. */
    void reset(int connected) {
        locked(() -> {
            Arrays.fill(recent, 0);
            began = ticker.nanos();
            second = 0;
            connections = connected;
            received = 0;
            sent = 0;
            errors = 0;
            handled = 0;
            handlingNanos = 0;
        });
    }

    long connections() {
        lock.lock();
        try {
            return connections;
        } finally {
            lock.unlock();
        }
    }

    ServerStats.Traffic traffic() {
        lock.lock();
        try {
            slot();
            long inWindow = 0;
            for (long count : recent) {
                inWindow += count;
            }
            double window = Math.min(SECONDS, second + 1.0);
            return new ServerStats.Traffic(
                    received + sent,
                    inWindow / window,
                    Duration.ofNanos(handled == 0 ? 0 : handlingNanos / handled),
                    received == 0 ? 0 : (double) errors / received);
        } finally {
            lock.unlock();
        }
    }

    /** The counter of the current second; those of seconds without any message are emptied on the way. */
    private int slot() {
        long now = TimeUnit.NANOSECONDS.toSeconds(ticker.nanos() - began);
        for (long skipped = Math.max(second + 1, now - SECONDS + 1); skipped <= now; skipped++) {
            recent[(int) (skipped % SECONDS)] = 0;
        }
        second = now;
        return (int) (now % SECONDS);
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
