// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import io.github.keepwire.time.Ticker;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts what goes through a server, and how fast. */
final class Meter {
    private final ReentrantLock lock = new ReentrantLock();
    private final Ticker ticker;
    private final Flow in;
    private final Flow out;
    private final Times handling = new Times();
    private final Times pings = new Times();
    private long connections;
    private long refused;
    private @Nullable String lastRefusal;

    Meter(Ticker ticker) {
        this.ticker = ticker;
        in = new Flow(ticker);
        out = new Flow(ticker);
    }

    long now() {
        return ticker.nanos();
    }

    void connected() {
        locked(() -> connections++);
    }

    void received(long bytes) {
        locked(() -> in.count(bytes));
    }

    void sent(long bytes) {
        locked(() -> out.count(bytes));
    }

    /** A message was answered with a refusal. */
    void rejected(String answer) {
        locked(() -> {
            refused++;
            lastRefusal = answer;
        });
    }

    void handled(long nanos) {
        locked(() -> handling.add(nanos));
    }

    void pinged(long nanos) {
        locked(() -> pings.add(nanos));
    }

    /** Starts anew, with those who are connected. */
    void reset(int connected) {
        locked(() -> {
            in.reset();
            out.reset();
            handling.reset();
            pings.reset();
            connections = connected;
            refused = 0;
            lastRefusal = null;
        });
    }

    long connections() {
        return locked(() -> connections);
    }

    ServerStats.Traffic traffic() {
        return locked(() -> new ServerStats.Traffic(
                in.snapshot(),
                out.snapshot(),
                new ServerStats.Latency(handling.snapshot(), pings.snapshot()),
                new ServerStats.Errors(
                        refused,
                        in.messages() == 0 ? 0 : (double) refused / in.messages(),
                        Optional.ofNullable(lastRefusal))));
    }

    /** How many bytes a text is in UTF-8. */
    static long bytes(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            // the two halves of a pair make four bytes
            bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
        }
        return bytes;
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }
}
