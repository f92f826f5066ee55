// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.LinkEnd;
import io.github.keepwire.transport.LinkListener;
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
 * <p>The reading side tells on its own thread when nobody else is telling. Everybody else (the link's owner, timers, the
 * JDK's selector) leaves the telling to a worker, so that no listener runs on their threads.
 */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Object PONG = new Object();
    private static final Object WRITTEN = new Object();

    private final LinkListener listener;
    private final Executor workers;
    private final Queue<Object> waiting = new ConcurrentLinkedQueue<>();
    /** Zero while nobody tells; whoever raises it from zero tells, until it is zero again. */
    private final AtomicInteger events = new AtomicInteger();

    private final AtomicLong written = new AtomicLong();
    private volatile boolean muted;
    private boolean over;

    Deliveries(LinkListener listener, Executor workers) {
        this.listener = listener;
        this.workers = workers;
    }

    /** Tells a message; on this thread if nobody else is telling. For the reading side only. */
    void received(Frame frame) {
        if (events.compareAndSet(0, 1)) {
            tell(frame);
            if (!events.compareAndSet(1, 0)) {
                tellWaiting(1);
            }
        } else {
            waiting.add(frame);
            if (events.getAndIncrement() == 0) {
                tellWaiting(1);
            }
        }
    }

    /** Tells that the platform took frames; several of these may become one. */
    void written(long frames) {
        if (written.getAndAdd(frames) == 0) {
            add(WRITTEN);
        }
    }

    void pong() {
        add(PONG);
    }

    /** Tells the end, behind what has been received. */
    void ended(LinkEnd end) {
        add(end);
    }

    /** From now on only the end is told. */
    void mute() {
        muted = true;
    }

    private void add(Object event) {
        waiting.add(event);
        if (events.getAndIncrement() == 0) {
            workers.execute(() -> tellWaiting(1));
        }
    }

    private void tellWaiting(int known) {
        int seen = known;
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
        if (over || muted && !(event instanceof LinkEnd)) {
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
        } else if (event instanceof LinkEnd end) {
            over = true;
            listener.ended(end);
        }
    }
}
