// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

/**
 * A bucket that holds {@code burst} tokens at most and gets one back every so often. Full to begin with.
 *
 * <p>It is kept as one number: the time at which it will be full. Each token taken moves that time by one refill; a bucket
 * that would need more refills than it has room for is empty. So nothing is ever rounded.
 */
final class TokenBucket implements Bucket {
    private final long refillNanos;
    private final long capacityNanos;
    private boolean used;
    private long fullAt;

    TokenBucket(int burst, long refillNanos) {
        this.refillNanos = refillNanos;
        this.capacityNanos = burst * refillNanos;
    }

    @Override
    public boolean tryAcquire(long nowNanos) {
        if (untilNext(nowNanos) > 0) {
            return false;
        }
        fullAt = nowNanos + missing(nowNanos) + refillNanos;
        used = true;
        return true;
    }

    @Override
    public long untilNext(long nowNanos) {
        return Math.max(0, missing(nowNanos) + refillNanos - capacityNanos);
    }

    @Override
    public Bucket copy() {
        TokenBucket copy = new TokenBucket((int) (capacityNanos / refillNanos), refillNanos);
        copy.used = used;
        copy.fullAt = fullAt;
        return copy;
    }

    /** How long until it is full. */
    private long missing(long nowNanos) {
        return used ? Math.max(0, fullAt - nowNanos) : 0;
    }
}
