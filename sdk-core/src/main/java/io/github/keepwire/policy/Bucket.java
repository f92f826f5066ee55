// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

/**
 * The permits of one key. Belongs to whoever holds the limiter's lock; all times are readings of one ticker, which never goes
 * back.
 */
interface Bucket {
    /** Takes a permit if there is one. */
    boolean tryAcquire(long nowNanos);

    /** How long until there is a permit; 0 if there is one. */
    long untilNext(long nowNanos);

    /** A bucket of its own that has used what this one has. */
    Bucket copy();
}
