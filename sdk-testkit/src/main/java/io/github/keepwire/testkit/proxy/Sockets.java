// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two ends of a socket, and a port nobody listens on. */
final class Sockets {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

    private Sockets() {}

    /** Ends a connection by RST; what the other end has not received yet is lost. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException gone) {
            LOG.debug("nothing left to reset: {}", gone.getMessage());
        }
        close(socket);
    }

    /** Gives a socket back whose streams have both ended. */
    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a socket of the proxy did not close", e);
        }
    }

    /** Keeps a port from everybody else, without listening on it: connections are refused. */
    static Socket reserve(int port) {
        try {
            Socket holder = new Socket();
            holder.setReuseAddress(true);
            holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return holder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
