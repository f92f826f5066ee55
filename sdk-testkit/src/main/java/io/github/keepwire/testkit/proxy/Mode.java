// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;

/** How one direction behaves. Used under the lock of its {@link Valve} only, so it may count. */
interface Mode {
    /**
     * Judges a chunk, or the end of the stream if there are no bytes.
     *
     * @param bytes its size
     * @param since when it came, on the scale of {@link System#nanoTime()}
     * @param now the time, on the same scale
     */
    Verdict judge(int bytes, long since, long now);

    /** Holds each chunk for a while. */
    static Mode delay(Duration delay) {
        long nanos = delay.toNanos();
        return (bytes, since, now) -> {
            long left = nanos - (now - since);
            return left > 0 ? Verdict.waitFor(left) : Verdict.forward(bytes);
        };
    }

    /** Lets so many bytes pass, then resets the connection that had the last of them. */
    static Mode resetAfter(long budget) {
        return new Mode() {
            private long left = budget;

            @Override
            public Verdict judge(int bytes, long since, long now) {
                int share = (int) Math.min(bytes, left);
                left -= share;
                return left == 0 ? Verdict.forwardAndReset(share) : Verdict.forward(share);
            }
        };
    }

    /** Hands bytes on in slices of about a twentieth of a second, each at the end of its time. */
    static Mode throttle(long bytesPerSecond) {
        return new Mode() {
            private final long slice = Math.max(1, bytesPerSecond / 20);
            private long free = System.nanoTime();

            @Override
            public Verdict judge(int bytes, long since, long now) {
                int share = (int) Math.min(bytes, slice);
                long start = free - since > 0 ? free : since;
                long due = start + (long) Math.ceil((double) share * SECONDS.toNanos(1) / bytesPerSecond);
                if (due - now > 0) {
                    return Verdict.waitFor(due - now);
                }
                free = due;
                return Verdict.forward(share);
            }
        };
    }
}
