// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import io.github.keepwire.policy.RateLimit;
import io.github.keepwire.policy.RateLimiter;
import io.github.keepwire.time.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What a rate limit costs: permits asked for per second, beside an increment in a concurrent map, and bytes for each key,
 * beside an entry of a hash map.
 */
public final class LimiterCost {
    private static final int KEYS = Integer.getInteger("keys", 10_000);
    private static final int PER_KEY = 60;
    private static final int ROUNDS = Integer.getInteger("rounds", 7);

    private static final RateLimit WINDOW = RateLimit.perMinute(PER_KEY).maxKeys(KEYS);
    private static final RateLimit WIDE_WINDOW = RateLimit.perMinute(1_000_000);
    private static final RateLimit BUCKET =
            RateLimit.tokenBucket(PER_KEY, Duration.ofSeconds(1)).maxKeys(KEYS);
    private static final RateLimit WIDE_BUCKET = RateLimit.tokenBucket(1_000_000, Duration.ofMillis(1));

    private LimiterCost() {}

    /**
     * Runs everything and prints its tables.
     *
     * @param args none; {@code -Dkeys=N -Drounds=N} change the size of the run, which asks 60 times for each key
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] args) throws Exception {
        List<String> one = List.of("device");
        List<String> many =
                IntStream.range(0, KEYS).mapToObj(i -> "device-" + i).toList();
        for (int threads = 1; threads <= 2; threads++) {
            String who = threads == 1 ? "1 thread, " : threads + " threads, ";
            asked(who + "one key: ", one, threads, WIDE_WINDOW, WIDE_BUCKET);
            asked(who + KEYS + " keys: ", many, threads, WINDOW, BUCKET);
        }
        kept(many);
    }

    private static void asked(String what, List<String> keys, int threads, RateLimit window, RateLimit bucket)
            throws Exception {
        int perThread = KEYS * PER_KEY / threads;
        Rounds rounds = new Rounds("ops/s")
                .add(what + "increment in a map", () -> Crowd.perSecond(counter(), keys, threads, perThread))
                .add(what + "window, granted", run(window, keys, threads, perThread))
                .add(what + "bucket, granted", run(bucket, keys, threads, perThread));
        if (keys.size() == 1) {
            rounds.add(what + "window, refused", run(WINDOW, keys, threads, perThread))
                    .add(what + "bucket, refused", run(BUCKET, keys, threads, perThread));
        }
        rounds.print(ROUNDS);
    }

    private static Callable<Double> run(RateLimit limit, List<String> keys, int threads, int perThread) {
        return () -> {
            RateLimiter limiter = new RateLimiter(limit, Ticker.system());
            return Crowd.perSecond(limiter::tryAcquire, keys, threads, perThread);
        };
    }

    private static Predicate<String> counter() {
        Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
        return key -> counts.computeIfAbsent(key, none -> new AtomicLong()).incrementAndGet() > 0;
    }

    private static void kept(List<String> keys) throws Exception {
        new Rounds("B/key")
                .add("HashMap<String, long[1]>", () -> Retained.perKey(keys, LimiterCost::entries))
                .add("window of 60, 1 permit taken", () -> Retained.perKey(keys, used(WINDOW, 1)))
                .add("window of 60, all taken", () -> Retained.perKey(keys, used(WINDOW, PER_KEY)))
                .add("bucket of 60", () -> Retained.perKey(keys, used(BUCKET, PER_KEY)))
                .print(ROUNDS);
    }

    private static Object entries(List<String> keys) {
        Map<String, long[]> entries = new HashMap<>();
        keys.forEach(key -> entries.put(key, new long[1]));
        return entries;
    }

    private static Retained.Holder used(RateLimit limit, int permits) {
        return keys -> {
            RateLimiter limiter = new RateLimiter(limit, Ticker.system());
            for (int i = 0; i < permits; i++) {
                keys.forEach(limiter::tryAcquire);
            }
            return limiter;
        };
    }
}
