// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A way to take in a flood of messages. */
interface Subject {
    /** What the table calls it. */
    String name();

    /**
     * Connects, counts messages until the latch is down, hangs up.
     *
     * @param uri the server
     * @param messages how many will come
     */
    void takeIn(URI uri, int messages) throws Exception;

    /** Waits for the last message of a run. */
    static void await(CountDownLatch last) throws InterruptedException {
        if (!last.await(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the flood dried up");
        }
    }
}
