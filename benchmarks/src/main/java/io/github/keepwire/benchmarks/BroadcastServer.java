// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import java.net.URI;

/** A server on loopback that says the same to all who listen. */
interface BroadcastServer extends AutoCloseable {
    URI uri();

    /** Waits until so many are connected, and would hear of a gesture. */
    void awaitListeners(int count) throws InterruptedException;

    /** Sends one gesture to all, and returns to how many. */
    int broadcast();

    @Override
    void close();
}
