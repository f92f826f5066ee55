// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port on loopback that refuses connections: bound, so that nobody else gets it, and not listening. */
public final class ClosedPort implements AutoCloseable {
    private final Socket holder = new Socket();

    private ClosedPort() {
        try {
            holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes a port.
     *
     * @return a port that refuses connections until it is closed
     */
    public static ClosedPort take() {
        return new ClosedPort();
    }

    /**
     * Its number.
     *
     * @return the port
     */
    public int port() {
        return holder.getLocalPort();
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
