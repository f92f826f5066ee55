// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.Registration;
import io.github.keepwire.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads: nothing here depends on how fast they are. */
class MessageListenersStressTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 2_000;
    private static final Message MESSAGE = Message.of("shared", "x");

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final CyclicBarrier start = new CyclicBarrier(THREADS);
    private final MessageListeners listeners = new MessageListeners();
    private final List<Throwable> failures = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void changesOfManyThreadsAreAllKept() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        AtomicBoolean calledAfterClose = new AtomicBoolean();
        List<Future<?>> changes = new ArrayList<>();

        for (int i = 0; i < THREADS; i++) {
            changes.add(threads.submit(() -> {
                start.await();
                listeners.add("shared", "kept", message -> calls.incrementAndGet(), false);
                for (int round = 0; round < ROUNDS; round++) {
                    addAndRemove(calledAfterClose);
                }
                return null;
            }));
        }
        for (Future<?> change : changes) {
            change.get(60, TimeUnit.SECONDS);
        }
        listeners.call(MESSAGE, (e, m) -> failures.add(e));

        assertThat(calls).hasValue(THREADS);
        assertThat(calledAfterClose).isFalse();
        assertThat(failures).isEmpty();
    }

    private void addAndRemove(AtomicBoolean calledAfterClose) {
        AtomicBoolean closed = new AtomicBoolean();
        Registration typed =
                listeners.add("shared", "x", message -> calledAfterClose.compareAndSet(false, closed.get()), false);
        Registration any = listeners.addAny("y", message -> calledAfterClose.compareAndSet(false, closed.get()));
        typed.close();
        any.close();
        closed.set(true);
    }

    @Test
    void oneForOnceIsCalledOnceHoweverManyDeliver() throws Exception {
        for (int round = 0; round < 200; round++) {
            AtomicInteger calls = new AtomicInteger();
            listeners.add("shared", "once", message -> calls.incrementAndGet(), true);
            List<Future<?>> deliveries = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                deliveries.add(threads.submit(() -> {
                    start.await();
                    listeners.call(MESSAGE, (e, m) -> failures.add(e));
                    return null;
                }));
            }
            for (Future<?> delivery : deliveries) {
                delivery.get(60, TimeUnit.SECONDS);
            }

            assertThat(calls).hasValue(1);
        }
    }
}
