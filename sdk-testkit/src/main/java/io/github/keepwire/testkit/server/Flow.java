// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import io.github.keepwire.time.Ticker;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Counts the messages that go one way, and how many of them in a second. Not safe for several threads. */
final class Flow {
    private static final int SECONDS = 10;

    private final Ticker ticker;
    private final long[] recent = new long[SECONDS];
    private long began;
    private long second;
    private long messages;
    private long bytes;

    Flow(Ticker ticker) {
        this.ticker = ticker;
        began = ticker.nanos();
    }

    void count(long size) {
        messages++;
        bytes += size;
        recent[slot()]++;
    }

    void reset() {
        Arrays.fill(recent, 0);
        began = ticker.nanos();
        second = 0;
        messages = 0;
        bytes = 0;
    }

    long messages() {
        return messages;
    }

    ServerStats.Flow snapshot() {
        slot();
        double window = Math.min(SECONDS, second + 1.0);
        return new ServerStats.Flow(messages, bytes, Arrays.stream(recent).sum() / window);
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
}
