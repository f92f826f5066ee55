// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what happens on one link, lets a test wait for it, and notices what must never happen: two calls at once,
 * a call after the end, a message without demand.
 *
 * <p>Safe for use by any thread. Waiting methods block up to {@link Deadline#GENEROUS} and then fail the test.
 */
public final class RecordingListener implements Link.Listener {
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Frame> unread = new ArrayDeque<>();
    private final List<Link.End> ends = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();
    private long received;
    private long demand = Long.MAX_VALUE;
    private long written;
    private long pongs;

    /** Makes a listener that has heard nothing, and allows any number of messages. */
    public RecordingListener() {}

    /** From now on, a message is a violation unless {@link #allow} made room for it. */
    public void allowNone() {
        locked(() -> demand = received);
    }

    /**
     * Makes room for more messages; to be called right before demand is given to the link.
     *
     * @param frames how many
     */
    public void allow(long frames) {
        locked(() -> demand = frames > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + frames);
    }

    @Override
    public void received(Frame frame) {
        heard("received " + frame, () -> {
            unread.add(frame);
            received++;
            if (received > demand) {
                violations.add("message " + received + " came without demand");
            }
        });
    }

    @Override
    public void written(long frames) {
        heard("written " + frames, () -> {
            written += frames;
            if (frames <= 0) {
                violations.add("written was told " + frames + " frames");
            }
        });
    }

    @Override
    public void pong() {
        heard("pong", () -> pongs++);
    }

    @Override
    public void ended(Link.End end) {
        heard("ended " + end, () -> ends.add(end));
    }

    private void heard(String what, Runnable note) {
        Thread before = inside.getAndSet(Thread.currentThread());
        locked(() -> {
            if (before != null) {
                violations.add(what + " came during another call, on " + before.getName());
            }
            if (!ends.isEmpty()) {
                violations.add(what + " came after " + ends.get(0));
            }
            note.run();
            changed.signalAll();
        });
        inside.set(null);
    }

    /**
     * Waits for the next message that was not yet taken by this method.
     *
     * @return the message
     */
    public Frame awaitFrame() {
        await("a message", () -> !unread.isEmpty());
        lock.lock();
        try {
            return unread.remove();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the next message, which must be text.
     *
     * @return its content
     */
    public String awaitText() {
        return awaitFrame().text();
    }

    /**
     * Waits until so many messages came in all.
     *
     * @param count how many since the link opened
     */
    public void awaitReceived(long count) {
        await(count + " messages", () -> received >= count);
    }

    /**
     * Waits until so many frames were told as written in all.
     *
     * @param count how many since the link opened
     */
    public void awaitWritten(long count) {
        await(count + " frames written", () -> written >= count);
    }

    /**
     * Waits until so many pongs came in all.
     *
     * @param count how many since the link opened
     */
    public void awaitPongs(long count) {
        await(count + " pongs", () -> pongs >= count);
    }

    /**
     * Waits for the end of the link.
     *
     * @return the end
     */
    public Link.End awaitEnd() {
        return awaitEnd(Deadline.GENEROUS);
    }

    /**
     * Waits for the end of the link.
     *
     * @param atMost how long to wait before the test fails
     * @return the end
     */
    public Link.End awaitEnd(Duration atMost) {
        await("the end of the link", atMost, () -> !ends.isEmpty());
        lock.lock();
        try {
            return ends.get(0);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many messages came.
     *
     * @return the number so far
     */
    public long received() {
        return read(() -> received);
    }

    /**
     * How many frames were told as written.
     *
     * @return the number so far
     */
    public long written() {
        return read(() -> written);
    }

    /**
     * How many pongs came.
     *
     * @return the number so far
     */
    public long pongs() {
        return read(() -> pongs);
    }

    /**
     * Every end that was told: one at most, if the link keeps its word.
     *
     * @return a copy
     */
    public List<Link.End> ends() {
        lock.lock();
        try {
            return List.copyOf(ends);
        } finally {
            lock.unlock();
        }
    }

    /**
     * What must never happen and did.
     *
     * @return a copy; empty if the link kept its word
     */
    public List<String> violations() {
        lock.lock();
        try {
            return List.copyOf(violations);
        } finally {
            lock.unlock();
        }
    }

    private void await(String what, BooleanSupplier condition) {
        await(what, Deadline.GENEROUS, condition);
    }

    private void await(String what, Duration atMost, BooleanSupplier condition) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    throw new AssertionError("not within " + atMost + ": " + what + "; so far " + summary());
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw Deadline.interrupted(what, e);
        } finally {
            lock.unlock();
        }
    }

    private String summary() {
        return "received " + received + ", written " + written + ", pongs " + pongs + ", ends " + ends + ", violations "
                + violations;
    }

    private void locked(Runnable act) {
        lock.lock();
        try {
            act.run();
        } finally {
            lock.unlock();
        }
    }

    private long read(LongSupplier counter) {
        lock.lock();
        try {
            return counter.getAsLong();
        } finally {
            lock.unlock();
        }
    }
}
