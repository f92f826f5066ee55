// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TestEnvironmentTest {
    @Test
    void runsTasksOnThreadsOfItsOwn() {
        try (TestEnvironment environment = TestEnvironment.start()) {
            CompletableFuture<Thread> timed = new CompletableFuture<>();
            CompletableFuture<Thread> pooled = new CompletableFuture<>();

            environment
                    .environment()
                    .timer()
                    .schedule(Duration.ofMillis(1), () -> timed.complete(Thread.currentThread()));
            environment.environment().executor().execute(() -> pooled.complete(Thread.currentThread()));

            assertThat(Deadline.result("the timer", timed).isDaemon()).isTrue();
            assertThat(Deadline.result("the pool", pooled).isDaemon()).isTrue();
        }
    }

    @Test
    void forgetsCancelledTasks() {
        try (TestEnvironment environment = TestEnvironment.start()) {
            var handle = environment.environment().timer().schedule(Duration.ofHours(1), () -> {});
            assertThat(environment.waitingTasks()).isEqualTo(1);

            handle.cancel();

            assertThat(environment.waitingTasks()).isZero();
        }
    }

    @Test
    void endsItsThreadsWhenItIsClosed() {
        TestEnvironment environment = TestEnvironment.start();
        CompletableFuture<Thread> timed = new CompletableFuture<>();
        environment.environment().timer().schedule(Duration.ZERO, () -> timed.complete(Thread.currentThread()));
        Thread thread = Deadline.result("the timer", timed);

        environment.close();

        Deadline.await("the timer's thread ends", () -> !thread.isAlive());
    }
}
