// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.concurrent.Semaphore;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Bytes that a process has allocated, by threads that have ended too: how the heap grew from each collection to the next. Needs a
 * collector that stops the world, {@code -XX:+UseSerialGC}; exact to a thread's buffer.
 */
final class Allocated {
    private final Semaphore collections = new Semaphore(0);
    /** Both written by the thread that tells of collections, and read behind the semaphore. */
    private volatile long total;

    private long after;

    Allocated() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, none) -> collected((CompositeData) notification.getUserData()), null, null);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread tells of all collections
    private void collected(CompositeData data) {
        GarbageCollectionNotificationInfo info = GarbageCollectionNotificationInfo.from(data);
        GcInfo collection = info.getGcInfo();
        total += used(collection.getMemoryUsageBeforeGc()) - after;
        after = used(collection.getMemoryUsageAfterGc());
        if (info.getGcCause().equals("System.gc()")) {
            collections.release();
        }
    }

    private static long used(Map<String, MemoryUsage> pools) {
        return pools.entrySet().stream()
                .filter(pool -> pool.getKey().contains("Gen")
                        || pool.getKey().contains("Eden")
                        || pool.getKey().contains("Survivor"))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    /** Collects, and answers all that was allocated until then. */
    long read() throws InterruptedException {
        System.gc();
        collections.acquire();
        return total;
    }
}
