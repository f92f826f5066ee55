// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import java.lang.management.ManagementFactory;

/** CPU time of the process, and bytes allocated by all threads that are alive. */
record Meter(long cpuNanos, long bytes) {
    static Meter read() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long bytes = 0;
        for (long allocated : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            bytes += Math.max(0, allocated);
        }
        return new Meter(system.getProcessCpuTime(), bytes);
    }

    Meter since(Meter start) {
        return new Meter(cpuNanos - start.cpuNanos, bytes - start.bytes);
    }
}
