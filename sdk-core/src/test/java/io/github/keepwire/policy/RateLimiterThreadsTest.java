// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads on a manual ticker: nothing here depends on how fast they are. */
class RateLimiterThreadsTest {
    private static final int THREADS = 8;
    private static final int TRIES = 20_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicLong clock = new AtomicLong();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void exactlyTheLimitGoesThroughWhileTimeStandsStill() throws Exception {
        RateLimiter window = new RateLimiter(RateLimit.perMinute(5_000), clock::get);
        RateLimiter bucket = new RateLimiter(RateLimit.tokenBucket(5_000, ofNanos(10)), clock::get);
        CyclicBarrier start = new CyclicBarrier(THREADS);

        List<Long> through = onEachThread(() -> {
            start.await();
            long count = 0;
            for (int i = 0; i < TRIES; i++) {
                count += window.tryAcquire("hall") ? 1 : 0;
                count += bucket.tryAcquire("hall") ? 1_000_000 : 0;
            }
            return count;
        });

        assertThat(through.stream().mapToLong(count -> count).sum()).isEqualTo(5_000 + 5_000 * 1_000_000L);
    }

    @Test
    void noWindowEverHoldsMoreThanTheLimitWhileTimeMoves() throws Exception {
        int permits = 50;
        long window = 1_000;
        ThreadLocal<Long> read = new ThreadLocal<>();
        RateLimiter limiter = new RateLimiter(RateLimit.slidingWindow(permits, ofNanos(window)), () -> {
            long reading = clock.incrementAndGet();
            read.set(reading);
            return reading;
        });
        CyclicBarrier start = new CyclicBarrier(THREADS);

        List<Map<Long, String>> taken = onEachThread(() -> {
            start.await();
            Map<Long, String> mine = new TreeMap<>();
            for (int i = 0; i < TRIES; i++) {
                String key = "key " + i % 3;
                if (limiter.tryAcquire(key)) {
                    mine.put(read.get(), key);
                }
            }
            return mine;
        });

        Map<Long, String> all = new TreeMap<>();
        taken.forEach(all::putAll);
        assertThat(all).hasSizeGreaterThan(permits);
        for (int key = 0; key < 3; key++) {
            assertNoWindowIsOverfull(timesOf("key " + key, all), permits, window);
        }
    }

    private static List<Long> timesOf(String key, Map<Long, String> taken) {
        List<Long> times = new ArrayList<>();
        taken.forEach((time, name) -> {
            if (name.equals(key)) {
                times.add(time);
            }
        });
        return times;
    }

    private static void assertNoWindowIsOverfull(List<Long> times, int permits, long window) {
        for (int i = permits; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - permits)).isGreaterThanOrEqualTo(window);
        }
    }

    private <T> List<T> onEachThread(Callable<T> work) throws Exception {
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(work));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> each : running) {
            results.add(each.get(60, TimeUnit.SECONDS));
        }
        return results;
    }
}
