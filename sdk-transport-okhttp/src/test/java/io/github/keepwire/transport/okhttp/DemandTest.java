// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DemandTest {
    private final Demand demand = new Demand();

    @Test
    void whatWasAddedCanBeTakenAndNoMore() {
        demand.add(2);
        demand.lift();

        assertThat(demand.take()).isTrue();
        assertThat(demand.take()).isTrue();
        assertThat(demand.take()).isFalse();
    }

    @Test
    void endlessDemandCanBeAddedTo() {
        demand.add(Long.MAX_VALUE);
        demand.add(Long.MAX_VALUE);

        assertThat(demand.take()).isTrue();
    }

    @Test
    void takingWaitsUntilThereIsDemand() {
        Taker taker = new Taker();
        taker.awaitParked();

        demand.add(1);

        assertThat(taker.result.join()).isTrue();
    }

    @Test
    void liftingEndsTheWait() {
        Taker taker = new Taker();
        taker.awaitParked();

        demand.lift();

        assertThat(taker.result.join()).isFalse();
    }

    @Test
    void anInterruptDoesNotEndTheWait() {
        Taker taker = new Taker();
        taker.awaitParked();

        taker.thread.get().interrupt();
        await().until(() -> !taker.thread.get().isInterrupted());
        taker.awaitParked();
        assertThat(taker.result).isNotDone();

        demand.add(1);
        assertThat(taker.result.join()).isTrue();
    }

    private final class Taker {
        private final AtomicReference<Thread> thread = new AtomicReference<>();
        private final CompletableFuture<Boolean> result = CompletableFuture.supplyAsync(() -> {
            thread.set(Thread.currentThread());
            return demand.take();
        });

        private void awaitParked() {
            await().until(() -> thread.get() != null && thread.get().getState() == Thread.State.WAITING);
        }
    }
}
