// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.error.SafeText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A TCP connection through an HTTP proxy, by {@code CONNECT} (RFC 9110, section 9.3.6), for ws and wss alike. OkHttp would
 * tunnel wss only, and few proxies pass on an upgrade that they are to understand.
 *
 * <p>The proxy resolves the name: the address that {@link #connect} is given counts by its name and port only.
 */
final class Tunnel extends Socket {
    private static final int LONGEST_ANSWER = 16 * 1024;
    private static final String HEAD_END = "\r\n\r\n";

    private final InetSocketAddress proxy;

    Tunnel(InetSocketAddress proxy) {
        this.proxy = proxy;
    }

    @Override
    public void connect(SocketAddress target, int timeoutMillis) throws IOException {
        super.connect(resolved(), timeoutMillis);
        InetSocketAddress server = (InetSocketAddress) target;
        String host = server.getHostString();
        String authority = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + server.getPort();
        String ask = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + HEAD_END;
        getOutputStream().write(ask.getBytes(StandardCharsets.US_ASCII));
        int status = status(answer());
        if (status / 100 != 2) {
            throw new TunnelRefused(SafeText.wire(proxy.getHostString() + ":" + proxy.getPort()), status);
        }
    }

    private InetSocketAddress resolved() {
        return proxy.isUnresolved() ? new InetSocketAddress(proxy.getHostString(), proxy.getPort()) : proxy;
    }

    /** Reads the head byte by byte: what follows belongs to the server. */
    private String answer() throws IOException {
        InputStream in = getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.length() < LONGEST_ANSWER) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the proxy ended the connection");
            }
            head.append((char) next);
            if (next == '\n' && head.indexOf(HEAD_END, head.length() - HEAD_END.length()) >= 0) {
                return head.toString();
            }
        }
        throw new ProtocolException("the proxy's answer does not end");
    }

    private static int status(String head) throws ProtocolException {
        boolean http = head.startsWith("HTTP/1.") && head.length() > 12;
        String digits = http ? head.substring(9, 12) : "";
        if (!http || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new ProtocolException("the proxy does not answer as an HTTP proxy");
        }
        return Integer.parseInt(digits);
    }
}
