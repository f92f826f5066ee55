// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import io.github.keepwire.time.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Lets a test wait until something about the server is true, by waking it at every change instead of polling. */
final class Changes {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition happened = lock.newCondition();
    private final Ticker ticker = Ticker.system();

    /** Called after what a waiter may look at has changed. */
    void happened() {
        lock.lock();
        try {
            happened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Blocks until the condition holds; false if it did not in time, or if the thread was interrupted. */
    boolean await(BooleanSupplier condition, Duration patience) {
        long end = ticker.nanos() + patience.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                long left = end - ticker.nanos();
                if (left <= 0 || !happened.await(left, TimeUnit.NANOSECONDS) && !condition.getAsBoolean()) {
                    return condition.getAsBoolean();
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
