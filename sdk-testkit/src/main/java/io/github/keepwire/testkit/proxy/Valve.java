// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

import io.github.keepwire.testkit.proxy.Verdict.Act;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * One direction of all connections of a proxy: its mode, and the place where pumps wait for a better one.
 *
 * <p>A chunk that waits is judged by the mode of the moment, so a change of mode reaches it.
 */
final class Valve {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Mode mode = Steady.PASS;
    private long forwarded;

    void set(Mode next) {
        lock.lock();
        try {
            mode = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes those who wait look again whether they still have to. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        lock.lock();
        try {
            return mode == Steady.ENDED;
        } finally {
            lock.unlock();
        }
    }

    long forwarded() {
        lock.lock();
        try {
            return forwarded;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks until it is known what becomes of the first bytes of a chunk.
     *
     * @param bytes the size of the chunk
     * @param over when there is nobody any more to hand it to, so that it is lost
     */
    Verdict admit(int bytes, BooleanSupplier over) {
        lock.lock();
        try {
            Verdict verdict = await(bytes, over, judged -> !judged.waits());
            forwarded += verdict.forwarded();
            if (verdict.act() == Act.FORWARD_AND_RESET) {
                mode = Steady.PASS;
                changed.signalAll();
            }
            return verdict;
        } finally {
            lock.unlock();
        }
    }

    /** Blocks until the end of a stream may pass: a link that loses bytes loses their end as well, until it is restored. */
    void admitEnd(BooleanSupplier over) {
        lock.lock();
        try {
            await(0, over, judged -> judged.act() == Act.FORWARD);
        } finally {
            lock.unlock();
        }
    }

    private Verdict await(int bytes, BooleanSupplier over, Predicate<Verdict> decided) {
        long since = System.nanoTime();
        try {
            while (!over.getAsBoolean()) {
                Verdict verdict = mode.judge(bytes, since, System.nanoTime());
                if (decided.test(verdict)) {
                    return verdict;
                }
                changed.awaitNanos(verdict.waits() ? verdict.nanos() : Long.MAX_VALUE);
            }
            return Verdict.swallow(bytes);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the threads of a proxy", e);
        }
    }
}
