// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.RawConnection;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that writes numbered messages on a thread of its own, as fast as TCP takes them. */
final class Flood {
    private static final Duration STANDSTILL = Duration.ofMillis(500);

    private final RawConnection server;
    private final int count;
    private final String padding;
    private final AtomicInteger written = new AtomicInteger();

    private Flood(RawConnection server, int count, int bytesEach) {
        this.server = server;
        this.count = count;
        padding = "x".repeat(bytesEach);
    }

    static Flood start(RawConnection server, int count, int bytesEach) {
        Flood flood = new Flood(server, count, bytesEach);
        Thread thread = new Thread(flood::write, "flood");
        thread.setDaemon(true);
        thread.start();
        return flood;
    }

    String message(int number) {
        return number + ":" + padding;
    }

    boolean isDone() {
        return written.get() == count;
    }

    /** Waits until nothing more was taken for a while. A slow machine can only make this happen too early. */
    void awaitStandstill() {
        int[] seen = {-1};
        long[] since = {System.nanoTime()};
        Deadline.await("the server's writes stand still", () -> {
            if (written.get() != seen[0]) {
                seen[0] = written.get();
                since[0] = System.nanoTime();
            }
            return System.nanoTime() - since[0] > STANDSTILL.toNanos();
        });
    }

    private void write() {
        try {
            while (written.get() < count) {
                server.text(message(written.get()));
                written.incrementAndGet();
            }
        } catch (UncheckedIOException dropped) {
            // The client hung up; whoever started the flood sees that it is not done.
        }
    }
}
