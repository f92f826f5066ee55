// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.time.Ticker;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts against a {@link RateLimit}, for each key by itself: a device, a room, a user. Works alone and inside a client.
 *
 * <pre>{@code
 * RateLimiter limiter = new RateLimiter(RateLimit.perMinute(60), Ticker.system());
 * if (!limiter.tryAcquire(device)) {
 *     tellToWait(limiter.untilNext(device));
 * }
 * }</pre>
 *
 * <p>A key costs memory only while it is in use: once it has not been asked about for a whole window (for a token bucket:
 * the time that fills it), it is forgotten. When {@link RateLimit#maxKeys()} are in use, all new keys share one count. A key
 * that gets a count of its own after that starts with what the shared one had used, since some of it may have been its own:
 * so no key ever gets more than its limit.
 *
 * <p>Safe for use by any thread; never blocks longer than another call takes. Needs no closing: it has no thread.
 */
public final class RateLimiter {
    private final RateLimit limit;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    /** The one used longest ago first. */
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    /** What keys beyond the bound share, or null when it has not been used for a window. */
    private @Nullable Entry shared;

    private static final class Entry {
        private final Bucket bucket;
        private long usedAt;

        private Entry(Bucket bucket) {
            this.bucket = bucket;
        }
    }

    /**
     * Starts with all permits free.
     *
     * @param limit how many in how much time
     * @param ticker what measures the time; in a client's code that of its environment
     */
    public RateLimiter(RateLimit limit, Ticker ticker) {
        this.limit = requireNonNull(limit, "limit");
        this.ticker = requireNonNull(ticker, "ticker");
    }

    /**
     * Takes a permit, if there is one. Does not wait.
     *
     * @param key whose permit; may be empty
     * @return whether a permit was taken
     */
    public boolean tryAcquire(String key) {
        requireNonNull(key, "key");
        lock.lock();
        try {
            long now = forgetTheIdle();
            Entry entry = entries.get(key);
            return use(entry == null ? entryForNew(key) : entry, now).tryAcquire(now);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells how long it takes until there is a permit, if nobody takes one in the meantime. Takes none.
     *
     * @param key whose permit
     * @return zero if there is one now
     */
    public Duration untilNext(String key) {
        requireNonNull(key, "key");
        lock.lock();
        try {
            long now = forgetTheIdle();
            Entry entry = entries.getOrDefault(key, shared);
            return entry == null
                    ? Duration.ZERO
                    : Duration.ofNanos(use(entry, now).untilNext(now));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells how many keys have a count of their own now.
     *
     * @return at most {@link RateLimit#maxKeys()}
     */
    public int keys() {
        lock.lock();
        try {
            forgetTheIdle();
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    private Bucket use(Entry entry, long now) {
        entry.usedAt = now;
        return entry.bucket;
    }

    private Entry entryForNew(String key) {
        if (entries.size() < limit.maxKeys()) {
            Entry entry = new Entry(shared == null ? limit.newBucket() : shared.bucket.copy());
            entries.put(key, entry);
            return entry;
        }
        if (shared == null) {
            shared = new Entry(limit.newBucket());
        }
        return shared;
    }

    /** Reads the ticker, under the lock so that readings come in order, and drops what a window has passed over. */
    private long forgetTheIdle() {
        long now = ticker.nanos();
        if (shared != null && isIdle(shared, now)) {
            shared = null;
        }
        Iterator<Entry> eldestFirst = entries.values().iterator();
        while (eldestFirst.hasNext() && isIdle(eldestFirst.next(), now)) {
            eldestFirst.remove();
        }
        return now;
    }

    private boolean isIdle(Entry entry, long now) {
        return now - entry.usedAt >= limit.windowNanos();
    }
}
