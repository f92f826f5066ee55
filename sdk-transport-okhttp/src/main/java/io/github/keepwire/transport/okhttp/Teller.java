// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener what happens: one call at a time, in order, nothing after the end, whatever threads report.
 *
 * <p>A thread that finds nobody telling tells at once, without a queue; otherwise its event waits for whoever is at it.
 * What the listener throws ends here.
 */
final class Teller implements Runnable {
    /** Stands for {@link Link.Listener#pong()}. */
    static final Object PONG = new Object();

    private static final Logger LOG = LoggerFactory.getLogger(OkHttpTransport.class);

    private final Link.Listener listener;
    private final Executor executor;
    private final Queue<Object> waiting = new ConcurrentLinkedQueue<>();
    /** Events being told or waiting; who raises it from zero does the telling. */
    private final AtomicInteger open = new AtomicInteger();
    /** Touched only by the thread that tells. */
    private boolean over;

    Teller(Link.Listener listener, Executor executor) {
        this.listener = listener;
        this.executor = executor;
    }

    /**
     * Tells an event on this thread, or leaves it to the one that is telling; for the transport's own threads.
     *
     * @param event a frame, a count of written frames, {@link #PONG} or the end
     */
    void tell(Object event) {
        if (open.compareAndSet(0, 1)) {
            call(event);
            if (open.decrementAndGet() != 0) {
                run();
            }
        } else if (enqueue(event)) {
            run();
        }
    }

    /** Has an event told by a thread of the transport; for callers' threads. */
    void post(Object event) {
        if (!enqueue(event)) {
            return;
        }
        try {
            executor.execute(this);
        } catch (RejectedExecutionException closed) {
            // The transport is closed and has no threads any more; the end must be told nevertheless.
            run();
        }
    }

    private boolean enqueue(Object event) {
        waiting.add(event);
        return open.getAndIncrement() == 0;
    }

    /** Tells what waits. */
    @Override
    public void run() {
        do {
            call(waiting.remove());
        } while (open.decrementAndGet() != 0);
    }

    private void call(Object event) {
        if (over) {
            return;
        }
        try {
            dispatch(event);
        } catch (Throwable thrown) {
            LOG.error(
                    "a link listener threw {}; the link goes on",
                    thrown.getClass().getName(),
                    thrown);
        }
        // A listener that was interrupted must not break the next read of the socket.
        Thread.interrupted();
    }

    private void dispatch(Object event) {
        if (event instanceof Frame frame) {
            listener.received(frame);
        } else if (event instanceof Long frames) {
            listener.written(frames);
        } else if (event instanceof Link.End end) {
            over = true;
            listener.ended(end);
        } else {
            listener.pong();
        }
    }
}
