// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testing.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SerialLaneTest {
    private final ManualTime time = new ManualTime(1);
    private final Executor executor = time.environment().executor();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final List<String> ran = new ArrayList<>();
    private final SerialLane lane = new SerialLane(executor, nanos::get);

    @Test
    void tasksRunInTheOrderTheyCame() {
        lane.execute(() -> ran.add("first"));
        lane.execute(() -> ran.add("second"));
        lane.execute(() -> ran.add("third"));

        time.run();

        assertThat(ran).containsExactly("first", "second", "third");
    }

    @Test
    void aCallersThreadNeverDrains() {
        lane.execute(() -> ran.add("task"));

        assertThat(ran).isEmpty();
    }

    @Test
    void aTaskAddedByATaskRunsBehindWhatWaits() {
        lane.execute(() -> {
            ran.add("first");
            lane.execute(() -> ran.add("third"));
        });
        lane.execute(() -> ran.add("second"));

        time.run();

        assertThat(ran).containsExactly("first", "second", "third");
    }

    @Test
    void anIdleLaneRunsInPlace() {
        lane.executeInPlace(() -> ran.add("here"));

        assertThat(ran).containsExactly("here");
        assertThat(time.step()).isFalse();
    }

    @Test
    void aBusyLaneQueuesWhatWantsToRunInPlace() {
        lane.executeInPlace(() -> {
            lane.executeInPlace(() -> ran.add("inner"));
            ran.add("outer");
        });

        assertThat(ran).containsExactly("outer", "inner");
    }

    @Test
    void whatWantsToRunInPlaceStaysBehindWhatIsQueued() {
        lane.execute(() -> ran.add("queued"));
        lane.executeInPlace(() -> ran.add("in place"));
        assertThat(ran).isEmpty();

        time.run();

        assertThat(ran).containsExactly("queued", "in place");
    }

    @Test
    void inPlaceRunsAtMostSixtyFourTasksMore() {
        lane.executeInPlace(() -> addTasks(100));

        assertThat(ran).hasSize(64);
        time.run();
        assertThat(ran).hasSize(100).isSorted();
    }

    @Test
    void inPlaceGivesWayAfterAMillisecond() {
        lane.executeInPlace(() -> {
            nanos.addAndGet(5_000_000); // its own frame does not count
            for (int i = 0; i < 20; i++) {
                lane.execute(() -> {
                    ran.add("slow");
                    nanos.addAndGet(300_000);
                });
            }
        });

        assertThat(ran).hasSize(4);
        time.run();
        assertThat(ran).hasSize(20);
    }

    @Test
    void aTurnOnTheExecutorGivesOthersAChance() {
        addTasks(1000);
        executor.execute(() -> ran.add("other"));

        time.run();

        assertThat(ran.indexOf("other")).isEqualTo(256);
        assertThat(ran).hasSize(1001);
    }

    @Test
    void aTaskThatThrowsHarmsNobody() {
        lane.execute(() -> {
            throw new IllegalStateException("planned");
        });
        lane.execute(() -> {
            throw new AssertionError("planned");
        });
        lane.execute(() -> ran.add("next"));

        time.run();

        assertThat(ran).containsExactly("next");
        assertThat(SerialLane.isCurrentThread()).isFalse();
    }

    @Test
    void theEndOfATurnComesBehindItsLastTask() {
        SerialLane turns = new SerialLane(executor, nanos::get, () -> ran.add("end"));
        turns.execute(() -> ran.add("first"));
        turns.execute(() -> ran.add("second"));

        time.run();
        turns.executeInPlace(() -> ran.add("third"));

        assertThat(ran).containsExactly("first", "second", "end", "third", "end");
    }

    @Test
    void whatTheEndOfATurnAddsGetsATurnOfItsOwn() {
        List<SerialLane> self = new ArrayList<>();
        self.add(new SerialLane(executor, nanos::get, () -> {
            ran.add("end");
            if (ran.size() < 3) {
                self.get(0).execute(() -> ran.add("added"));
            }
        }));
        self.get(0).execute(() -> ran.add("first"));

        time.run();

        assertThat(ran).containsExactly("first", "end", "added", "end");
    }

    @Test
    void theEndOfATurnThatThrowsHarmsNobody() {
        SerialLane turns = new SerialLane(executor, nanos::get, () -> {
            throw new IllegalStateException("planned");
        });
        turns.execute(() -> ran.add("first"));
        time.run();
        turns.execute(() -> ran.add("second"));
        time.run();

        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void threadsKnowThatTheyRunATask() {
        SerialLane other = new SerialLane(executor, nanos::get);
        List<Boolean> seen = new ArrayList<>();

        lane.executeInPlace(() -> {
            other.executeInPlace(() -> seen.add(SerialLane.isCurrentThread()));
            seen.add(SerialLane.isCurrentThread());
        });
        seen.add(SerialLane.isCurrentThread());

        assertThat(seen).containsExactly(true, true, false);
    }

    @Test
    void anExecutorThatRefusesIsReplacedByOurOwnThreads() throws Exception {
        SerialLane refused = new SerialLane(
                task -> {
                    throw new RejectedExecutionException("shut down");
                },
                System::nanoTime);
        CompletableFuture<Thread> thread = new CompletableFuture<>();

        refused.execute(() -> thread.complete(Thread.currentThread()));

        assertThat(thread.get(10, TimeUnit.SECONDS).getName()).startsWith("keepwire-worker-");
        assertThat(thread.get().isDaemon()).isTrue();
    }

    @Test
    void aDirectExecutorRunsTasksAtOnceAndInOrder() {
        SerialLane direct = new SerialLane(Runnable::run, nanos::get);

        direct.execute(() -> {
            direct.execute(() -> ran.add("inner"));
            ran.add("outer");
        });

        assertThat(ran).containsExactly("outer", "inner");
    }

    private void addTasks(int count) {
        for (int i = 0; i < count; i++) {
            String name = String.format("%04d", i);
            lane.execute(() -> ran.add(name));
        }
    }
}
