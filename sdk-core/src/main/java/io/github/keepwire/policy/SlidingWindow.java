// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

/**
 * At most so many permits in any stretch of time as long as the window. Remembers when each was taken, in a ring that grows
 * with use: 8 bytes for each permit taken within the window.
 */
final class SlidingWindow implements Bucket {
    private static final int SMALLEST = 8;

    private final int permits;
    private final long windowNanos;
    /** When permits were taken, the oldest at {@code head}. */
    private long[] taken;

    private int head;
    private int size;

    SlidingWindow(int permits, long windowNanos) {
        this(permits, windowNanos, new long[Math.min(SMALLEST, permits)]);
    }

    private SlidingWindow(int permits, long windowNanos, long[] taken) {
        this.permits = permits;
        this.windowNanos = windowNanos;
        this.taken = taken;
    }

    @Override
    public boolean tryAcquire(long nowNanos) {
        forget(nowNanos);
        if (size == permits) {
            return false;
        }
        if (size == taken.length) {
            taken = unrolled((int) Math.min(permits, 2L * size));
            head = 0;
        }
        taken[(head + size) % taken.length] = nowNanos;
        size++;
        return true;
    }

    @Override
    public long untilNext(long nowNanos) {
        forget(nowNanos);
        return size < permits ? 0 : windowNanos - (nowNanos - taken[head]);
    }

    @Override
    public Bucket copy() {
        SlidingWindow copy = new SlidingWindow(permits, windowNanos, unrolled(taken.length));
        copy.size = size;
        return copy;
    }

    private void forget(long nowNanos) {
        while (size > 0 && nowNanos - taken[head] >= windowNanos) {
            head = (head + 1) % taken.length;
            size--;
        }
    }

    private long[] unrolled(int length) {
        long[] times = new long[length];
        for (int i = 0; i < size; i++) {
            times[i] = taken[(head + i) % taken.length];
        }
        return times;
    }
}
