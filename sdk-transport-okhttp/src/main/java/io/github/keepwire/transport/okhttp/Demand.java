// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How many more messages a listener is ready for. The one thread that takes waits while there are none; since it is the
 * thread that reads the socket, the peer is slowed down by TCP.
 *
 * <p>{@link #add} and {@link #lift} may be called by any thread.
 */
final class Demand {
    private final AtomicLong units = new AtomicLong();
    private volatile boolean lifted;
    private volatile @Nullable Thread taker;

    /** Adds demand; the sum stops at the largest long. */
    void add(long more) {
        units.accumulateAndGet(more, Demand::saturated);
        wake();
    }

    private static long saturated(long had, long more) {
        long sum = had + more;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Nobody waits from now on: what was asked for can still be taken. */
    void lift() {
        lifted = true;
        wake();
    }

    private void wake() {
        LockSupport.unpark(taker);
    }

    /**
     * Takes one unit, waiting until there is one.
     *
     * @return false if there is none and demand was lifted
     */
    boolean take() {
        if (units.get() == 0 && !await()) {
            return false;
        }
        units.getAndDecrement();
        return true;
    }

    private boolean await() {
        taker = Thread.currentThread();
        while (units.get() == 0 && !lifted) {
            LockSupport.park(this);
            // An interrupt is nobody's message to this thread, and would turn the wait into a spin.
            Thread.interrupted();
        }
        taker = null;
        return units.get() > 0;
    }
}
