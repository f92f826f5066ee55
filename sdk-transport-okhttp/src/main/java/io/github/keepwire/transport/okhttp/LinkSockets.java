// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of links: without Nagle's delay, which would hold a small message back until the one before it is
 * acknowledged, and through the proxy where there is one.
 */
final class LinkSockets extends SocketFactory {
    private final @Nullable InetSocketAddress proxy;

    LinkSockets(@Nullable InetSocketAddress proxy) {
        this.proxy = proxy;
    }

    /** Makes a socket that OkHttp connects. */
    @Override
    public Socket createSocket() throws IOException {
        Socket socket = proxy == null ? new Socket() : new Tunnel(proxy);
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw connectedElsewhere();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw connectedElsewhere();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw connectedElsewhere();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw connectedElsewhere();
    }

    private static UnsupportedOperationException connectedElsewhere() {
        return new UnsupportedOperationException("OkHttp connects its sockets itself");
    }
}
