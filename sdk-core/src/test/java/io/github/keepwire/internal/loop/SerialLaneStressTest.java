// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** Real threads: nothing here depends on how fast they are. */
class SerialLaneStressTest {
    private static final int THREADS = 8;
    private static final int TASKS = 20_000;

    private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    private final ExecutorService drainers = Executors.newFixedThreadPool(3);

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger overlaps = new AtomicInteger();
    private final AtomicInteger turns = new AtomicInteger();
    private final int[] lastOf = new int[THREADS]; // plain on purpose: the lane must publish it
    private final CountDownLatch done = new CountDownLatch(THREADS * TASKS);
    private int outOfOrder;
    private int total;

    @AfterEach
    void stop() {
        callers.shutdownNow();
        drainers.shutdownNow();
    }

    @RepeatedTest(10)
    void eightThreadsHaveOneDrainerAtATimeAndKeepTheirOrder() throws Exception {
        SerialLane lane = new SerialLane(drainers, System::nanoTime, turns::incrementAndGet);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<?>> submitted = new ArrayList<>();

        for (int thread = 0; thread < THREADS; thread++) {
            int me = thread;
            submitted.add(callers.submit(() -> {
                start.await();
                for (int i = 1; i <= TASKS; i++) {
                    add(lane, me, i);
                }
                return null;
            }));
        }

        for (Future<?> each : submitted) {
            each.get(60, TimeUnit.SECONDS);
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        CountDownLatch last = new CountDownLatch(1);
        lane.execute(last::countDown);
        assertThat(last.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(overlaps).hasValue(0);
        assertThat(outOfOrder).isZero();
        assertThat(total).isEqualTo(THREADS * TASKS);
        assertThat(turns).hasPositiveValue();
    }

    private void add(SerialLane lane, int thread, int number) {
        Runnable task = () -> count(thread, number);
        if (number % 3 == 0) {
            lane.executeInPlace(task);
        } else {
            lane.execute(task);
        }
    }

    private void count(int thread, int number) {
        if (inside.getAndIncrement() != 0) {
            overlaps.incrementAndGet();
        }
        if (lastOf[thread] != number - 1) {
            outOfOrder++;
        }
        lastOf[thread] = number;
        total++;
        inside.decrementAndGet();
        done.countDown();
    }
}
