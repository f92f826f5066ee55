// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a link's listener what happens, one call at a time, in order, the end last and once.
 *
 * <p>A message and a write are told at once on the thread they happen on, when nobody else is telling: a hop to another
 * thread would cost more than all the rest. What is told by somebody else's thread (a timer, the owner) goes to a worker.
 */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Object PONG = new Object();
    private static final Object WRITTEN = new Object();

    private final Link.Listener listener;
    private final Executor workers;
    private final Queue<Object> waiting = new ConcurrentLinkedQueue<>();
    /** Zero while nobody tells; whoever raises it from zero tells, until it is zero again. */
    private final AtomicInteger events = new AtomicInteger();

    private final AtomicLong written = new AtomicLong();
    private volatile boolean muted;
    private boolean over;

    Deliveries(Link.Listener listener, Executor workers) {
        this.listener = listener;
        this.workers = workers;
    }

    /** Tells a message, and whatever else waits. For the reading side only. */
    void received(Frame frame) {
        tellNow(frame);
    }

    /** Tells that a pong came, and whatever else waits. For the reading side only. */
    void pong() {
        tellNow(PONG);
    }

    private void tellNow(Object event) {
        if (events.compareAndSet(0, 1)) {
            tell(event);
            if (!events.compareAndSet(1, 0)) {
                tellWaiting();
            }
        } else if (enqueue(event)) {
            tellWaiting();
        }
    }

    /** Tells that the platform took frames; several of these may become one. */
    void written(long frames) {
        if (written.getAndAdd(frames) > 0) {
            return; // the one before still waits, and will tell these too
        }
        if (events.compareAndSet(0, 1)) {
            tell(WRITTEN);
            if (!events.compareAndSet(1, 0)) {
                workers.execute(this::tellWaiting);
            }
        } else {
            tellLater(WRITTEN);
        }
    }

    /** Tells the end, behind what has been received. */
    void ended(Link.End end) {
        tellLater(end);
    }

    /** From now on only the end is told. */
    void mute() {
        muted = true;
    }

    private void tellLater(Object event) {
        if (enqueue(event)) {
            workers.execute(this::tellWaiting);
        }
    }

    /** Answers whether nobody is telling, so that the caller has to see to it. */
    private boolean enqueue(Object event) {
        waiting.add(event);
        return events.getAndIncrement() == 0;
    }

    private void tellWaiting() {
        int seen = 1;
        while (seen != 0) {
            Object event = waiting.poll();
            while (event != null) {
                tell(event);
                event = waiting.poll();
            }
            seen = events.addAndGet(-seen);
        }
    }

    private void tell(Object event) {
        if (over || muted && !(event instanceof Link.End)) {
            return;
        }
        try {
            dispatch(event);
        } catch (Throwable thrown) { // the JDK would take it for a broken connection, and a worker would die of it
            LOG.error("a link listener threw; the link goes on", thrown);
        }
    }

    private void dispatch(Object event) {
        if (event instanceof Frame frame) {
            listener.received(frame);
        } else if (event == WRITTEN) {
            listener.written(written.getAndSet(0));
        } else if (event == PONG) {
            listener.pong();
        } else if (event instanceof Link.End end) {
            over = true;
            listener.ended(end);
        }
    }
}
