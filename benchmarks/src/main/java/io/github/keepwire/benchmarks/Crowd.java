// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** Threads that ask the same object about keys, all at once. */
final class Crowd {
    private Crowd() {}

    /** Asks so often on each thread, key after key, and returns how many answers came per second from all together. */
    static double perSecond(Predicate<String> asked, List<String> keys, int threads, int perThread)
            throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        LongAdder granted = new LongAdder();
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int first = i * keys.size() / threads;
            Thread thread = new Thread(() -> granted.add(ask(go, asked, keys, first, perThread)));
            thread.start();
            crowd.add(thread);
        }
        long start = System.nanoTime();
        go.countDown();
        for (Thread thread : crowd) {
            thread.join();
        }
        long took = System.nanoTime() - start;
        if (granted.sum() == 0) {
            throw new IllegalStateException("nothing was granted");
        }
        return (double) threads * perThread * 1e9 / took;
    }

    private static long ask(CountDownLatch go, Predicate<String> asked, List<String> keys, int first, int times) {
        try {
            go.await();
        } catch (InterruptedException none) {
            throw new IllegalStateException("nobody interrupts a benchmark", none);
        }
        long granted = 0;
        int next = first;
        for (int i = 0; i < times; i++) {
            granted += asked.test(keys.get(next)) ? 1 : 0;
            next = next + 1 == keys.size() ? 0 : next + 1;
        }
        return granted;
    }
}
