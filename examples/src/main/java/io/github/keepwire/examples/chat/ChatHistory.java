// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.chat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What was said in a room, in the order in which one of its people heard it. Safe for use by any thread. */
final class ChatHistory {
    private final List<ChatLine> lines = new CopyOnWriteArrayList<>();
    private final Semaphore unread = new Semaphore(0);

    void add(ChatLine line) {
        lines.add(line);
        unread.release();
    }

    /** All of it, as of now. */
    List<ChatLine> lines() {
        return List.copyOf(lines);
    }

    /** Waits until so many lines came beyond those waited for before. Blocks; tells whether they came in time. */
    boolean awaitNext(int count, Duration atMost) throws InterruptedException {
        return unread.tryAcquire(count, atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
