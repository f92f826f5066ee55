// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import io.github.keepwire.testkit.server.DevServer;
import java.net.URI;

/** The dev server: writes the envelope, asks each connection what it subscribed to, and counts. */
final class OurServer implements BroadcastServer {
    private final DevServer server = DevServer.channels().start();

    @Override
    public URI uri() {
        return server.url();
    }

    @Override
    public void awaitListeners(int count) {
        server.awaitGroup(Gesture.TYPE, count);
    }

    @Override
    public int broadcast() {
        return server.publish(Gesture.TYPE, Gesture.TYPE, Gesture.DATA);
    }

    @Override
    public void close() {
        server.close();
    }
}
