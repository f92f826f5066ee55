// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testing;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Time that moves when told to, threads that are one thread, and dice with a seed: a whole client runs on it, the same way
 * each time.
 *
 * <pre>{@code
 * ManualTime time = new ManualTime(42);
 * RealtimeClient client = RealtimeClient.builder(uri).transport(loopback).environment(time.environment()).connect();
 * time.advance(Duration.ofSeconds(30));       // runs everything that falls due, in order
 * }</pre>
 *
 * <p>Whatever the client does happens inside {@link #run()} and {@link #advance}, on the thread that calls them; other
 * threads may add work at any time. Nothing here waits: a {@code join()} on a future that needs time to pass would wait for
 * ever, and so would {@code RealtimeClient.close()}, for as long as it may.
 */
public final class ManualTime {
    /** Where the wall clock starts: 2026-01-01T00:00:00Z. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final int MOST_TASKS_AT_ONCE = 1_000_000;

    private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
    private final PriorityBlockingQueue<Planned> planned = new PriorityBlockingQueue<>();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong wallOffsetNanos = new AtomicLong();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong dice;
    private final Environment environment;

    /**
     * Starts at {@link #START}.
     *
     * @param seed what the dice are seeded with
     */
    public ManualTime(long seed) {
        dice = new AtomicLong(seed);
        environment = Environment.builder()
                .ticker(nanos::get)
                .wallClock(new WallClock(ZoneOffset.UTC))
                .timer(this::schedule)
                .dice(this::roll)
                .executor(task -> ready.add(requireNonNull(task)))
                .build();
    }

    /**
     * What to give to clients and transports.
     *
     * @return the environment whose time this is
     */
    public Environment environment() {
        return environment;
    }

    /**
     * Runs all that is ready, and what becomes ready by that, without letting time pass.
     *
     * @throws IllegalStateException after a million tasks: something plans itself again and again for the same instant
     */
    public void run() {
        for (int tasks = 0; step(); tasks++) {
            if (tasks == MOST_TASKS_AT_ONCE) {
                throw new IllegalStateException("time stands still: a task plans itself again for the same instant");
            }
        }
    }

    /**
     * Runs one task that is ready, without letting time pass.
     *
     * @return false if there was none
     */
    public boolean step() {
        Runnable task = ready.poll();
        if (task == null) {
            Planned next = planned.peek();
            if (next == null || next.at > nanos.get() || !planned.remove(next)) {
                return false;
            }
            task = next.task;
        }
        task.run();
        return true;
    }

    /**
     * Lets time pass, and runs everything that falls due on the way, each at its time.
     *
     * @param duration how far; not negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative: " + duration);
        }
        long target = nanos.get() + duration.toNanos();
        run();
        for (Planned next = planned.peek(); next != null && next.at <= target; next = planned.peek()) {
            nanos.set(Math.max(nanos.get(), next.at));
            run();
        }
        nanos.set(target);
    }

    /**
     * Lets time leap: what falls due on the way runs late, at the end of the leap.
     *
     * @param duration how far; not negative
     */
    public void leap(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative: " + duration);
        }
        run();
        nanos.addAndGet(duration.toNanos());
        advance(Duration.ZERO);
    }

    /**
     * Moves the wall clock alone, as a person or a time server does, or a machine that sleeps while its ticker stands still.
     *
     * @param change how far; negative to set it back
     */
    public void setWallClock(Duration change) {
        wallOffsetNanos.addAndGet(change.toNanos());
    }

    /**
     * How much is planned for later: a client that is closed leaves nothing.
     *
     * @return the number of tasks that wait for their time
     */
    public int planned() {
        return planned.size();
    }

    /**
     * When the next planned task falls due.
     *
     * @return how far ahead, or null if nothing is planned
     */
    public @Nullable Duration untilNext() {
        Planned next = planned.peek();
        return next == null ? null : Duration.ofNanos(Math.max(0, next.at - nanos.get()));
    }

    private Timer.Handle schedule(Duration delay, Runnable task) {
        long at = nanos.get() + nanos(delay);
        Planned entry = new Planned(at, sequence.incrementAndGet(), requireNonNull(task));
        planned.add(entry);
        return () -> planned.remove(entry);
    }

    /** A delay beyond what nanoseconds can tell (292 years) is as good as never. */
    private static long nanos(Duration delay) {
        if (delay.isNegative()) {
            return 0;
        }
        return delay.getSeconds() > Long.MAX_VALUE / 1_000_000_000 / 2 ? Long.MAX_VALUE / 2 : delay.toNanos();
    }

    /** SplitMix64: small, seeded, and the same on every platform. */
    private long roll() {
        long z = dice.addAndGet(0x9e3779b97f4a7c15L);
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private static final class Planned implements Comparable<Planned> {
        final long at;
        final long order;
        final Runnable task;

        Planned(long at, long order, Runnable task) {
            this.at = at;
            this.order = order;
            this.task = task;
        }

        @Override
        public int compareTo(Planned other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    private final class WallClock extends Clock {
        private final ZoneId zone;

        WallClock(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new WallClock(other);
        }

        @Override
        public Instant instant() {
            return START.plusNanos(nanos.get()).plusNanos(wallOffsetNanos.get());
        }
    }
}
