// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.meter;

import io.github.keepwire.stats.ClientStats;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * How long things took, in fixed memory: 4 KB once there is anything to count.
 *
 * <pre>
 *   microseconds   0 1 2 .. 15 | 16 17 .. 31 | 32 34 .. 62 | 64 68 .. | .. | 2^31 and more
 *   a bucket holds     1             1             2           4              2^27
 * </pre>
 *
 * <p>Sixteen buckets for each doubling: the middle of a bucket is within 1/32 of whatever lies in it, and within half a
 * microsecond. What takes longer than 71 minutes counts as that; average and longest are exact.
 *
 * <p>One thread records, any may ask.
 */
final class Histogram {
    private static final int STEPS = 16;
    private static final int STEP_BITS = 4;
    /** The largest power of two with buckets of its own. */
    private static final int TOP = 31;

    private static final int BUCKETS = STEPS * (TOP - STEP_BITS + 2);

    private final AtomicLong sumNanos = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private volatile @Nullable AtomicLongArray counts;

    void record(long nanos) {
        AtomicLongArray known = counts;
        if (known == null) {
            known = new AtomicLongArray(BUCKETS);
            counts = known;
        }
        long span = Math.max(0, nanos);
        if (span > longestNanos.get()) {
            longestNanos.lazySet(span);
        }
        sumNanos.lazySet(sumNanos.get() + span);
        int bucket = bucketOf(TimeUnit.NANOSECONDS.toMicros(span));
        known.lazySet(bucket, known.get(bucket) + 1);
    }

    ClientStats.Latency snapshot() {
        AtomicLongArray known = counts;
        if (known == null) {
            return ClientStats.Latency.NONE;
        }
        long[] copy = new long[BUCKETS];
        long count = 0;
        for (int i = 0; i < BUCKETS; i++) {
            copy[i] = known.get(i);
            count += copy[i];
        }
        if (count == 0) {
            return ClientStats.Latency.NONE;
        }
        return new ClientStats.Latency(
                count,
                Duration.ofNanos(sumNanos.get() / count),
                atRank(copy, (count + 1) / 2),
                atRank(copy, count - count / 100),
                Duration.ofNanos(longestNanos.get()));
    }

    /** What the so-many-th of all took, in order of length; never more than the longest. */
    private Duration atRank(long[] copy, long rank) {
        long seen = 0;
        int bucket = 0;
        while (bucket < BUCKETS - 1 && seen + copy[bucket] < rank) {
            seen += copy[bucket];
            bucket++;
        }
        return Duration.ofNanos(Math.min(middleNanos(bucket), longestNanos.get()));
    }

    private static int bucketOf(long micros) {
        if (micros < STEPS) {
            return (int) micros;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        if (power > TOP) {
            return BUCKETS - 1;
        }
        int step = (int) (micros >>> (power - STEP_BITS)) & (STEPS - 1);
        return STEPS * (power - STEP_BITS + 1) + step;
    }

    private static long middleNanos(int bucket) {
        int shift = Math.max(0, bucket / STEPS - 1);
        long lowest = bucket < STEPS ? bucket : (long) (STEPS + bucket % STEPS) << shift;
        return lowest * 1_000 + (1_000L << shift) / 2;
    }
}
