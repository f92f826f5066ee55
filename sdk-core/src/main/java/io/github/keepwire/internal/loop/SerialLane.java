// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.loop;

import io.github.keepwire.time.Ticker;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks that run one at a time, in order: a queue with one drainer at a time, not a thread.
 *
 * <pre>
 *   execute(task)         any thread: queue it; the executor drains
 *   executeInPlace(task)  an I/O thread: run it here if the lane is idle, and a little of what gathers behind it
 * </pre>
 *
 * <p>{@code pending} counts tasks that are queued or running. Whoever raises it from zero owns the lane until it is zero
 * again, so that no lock is needed. What a task throws is logged: a task that can fail handles its own failures.
 */
public final class SerialLane implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(SerialLane.class);
    private static final int IN_PLACE_TASKS = 64;
    private static final long IN_PLACE_NANOS = 1_000_000;
    private static final int TURN_TASKS = 256;
    /** So many tasks in one turn are a stream: more will come in a moment. */
    private static final int STREAM_TASKS = 8;
    /** How long a patient lane lets a stream gather before it looks again: 200 us. */
    private static final long NAP_NANOS = 200_000;

    private static final ThreadLocal<@Nullable SerialLane> CURRENT = new ThreadLocal<>();

    private final Executor executor;
    private final Ticker ticker;
    private final Runnable afterTurn;
    private final boolean patient;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    /**
     * Makes an idle lane.
     *
     * @param executor what drains it
     * @param ticker what bounds a turn in place
     * @param afterTurn runs on the lane behind the last task of each turn
     */
    public SerialLane(Executor executor, Ticker ticker, Runnable afterTurn) {
        this(executor, ticker, afterTurn, false);
    }

    private SerialLane(Executor executor, Ticker ticker, Runnable afterTurn, boolean patient) {
        this.executor = executor;
        this.ticker = ticker;
        this.afterTurn = afterTurn;
        this.patient = patient;
    }

    /**
     * Makes an idle lane that lets a stream of tasks gather, so that they cost one wake-up in a hundred instead of one each.
     * A task that comes alone is run at once; one within a stream waits for 200 us at most. For our own threads only.
     *
     * @param executor what drains it
     * @param ticker what bounds a turn in place
     * @return the lane
     */
    public static SerialLane patient(Executor executor, Ticker ticker) {
        return new SerialLane(executor, ticker, () -> {}, true);
    }

    /**
     * Makes an idle lane.
     *
     * @param executor what drains it
     * @param ticker what bounds a turn in place
     */
    public SerialLane(Executor executor, Ticker ticker) {
        this(executor, ticker, () -> {});
    }

    /**
     * Whether the calling thread is running a task of some lane, and so must not wait for one.
     *
     * @return true inside a task
     */
    public static boolean isCurrentThread() {
        return CURRENT.get() != null;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            handOver();
        }
    }

    /**
     * Runs a task on the calling thread if the lane is idle, and then at most 64 others or 1 ms of what gathered
     * meanwhile; queues it otherwise. For I/O threads: a hop for each frame would cost more than the frame.
     *
     * @param task what to run
     */
    public void executeInPlace(Runnable task) {
        if (!pending.compareAndSet(0, 1)) {
            execute(task);
            return;
        }
        Runnable first = behindWhatIsQueued(task);
        SerialLane outer = CURRENT.get();
        CURRENT.set(this);
        try {
            runSafely(first);
            finishTurn(1 + IN_PLACE_TASKS, true);
        } finally {
            CURRENT.set(outer);
        }
    }

    /**
     * An idle lane may still hold tasks: one that is queued and not yet counted (its thread is between the two) lets a turn
     * take it on the count of the one behind it, which may be ours. Nobody overtakes it.
     */
    private Runnable behindWhatIsQueued(Runnable task) {
        if (tasks.isEmpty()) {
            return task;
        }
        tasks.add(task);
        return nextTask();
    }

    private void turn() {
        SerialLane outer = CURRENT.get();
        CURRENT.set(this);
        try {
            runSafely(nextTask());
            finishTurn(TURN_TASKS, false);
        } finally {
            CURRENT.set(outer);
        }
    }

    /** Called with one task run and not yet counted as done; runs more of them while the budget lasts. */
    private void finishTurn(int budget, boolean bounded) {
        int done = 1;
        int known = 1;
        long start = 0;
        while (done < budget) {
            if (done == known) {
                // looking costs: the count travels between this thread and those that add to it
                known = knownAfter(done);
            }
            if (done == known) {
                break;
            }
            if (bounded && done == 1) {
                start = ticker.nanos();
            } else if (bounded && ticker.nanos() - start > IN_PLACE_NANOS) {
                break;
            }
            runSafely(nextTask());
            done++;
        }
        runSafely(afterTurn);
        if (pending.addAndGet(-done) > 0) {
            handOver();
        }
    }

    /** How many tasks of this turn there are by now, done ones included. */
    private int knownAfter(int done) {
        if (patient && done >= STREAM_TASKS && pending.get() == done) {
            LockSupport.parkNanos(this, NAP_NANOS);
        }
        return pending.get();
    }

    /** A task is queued before it is counted, so whoever counts one finds it. */
    private Runnable nextTask() {
        Runnable task = tasks.poll();
        if (task == null) {
            throw new IllegalStateException("a counted task is missing");
        }
        return task;
    }

    private void handOver() {
        try {
            executor.execute(this::turn);
        } catch (RejectedExecutionException shutDownByItsOwner) {
            LOG.warn("the application's executor is shut down: Keepwire's own threads take over");
            SystemEnvironment.shared().executor().execute(this::turn);
        }
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("a task of Keepwire failed: please report this", e);
        }
    }
}
