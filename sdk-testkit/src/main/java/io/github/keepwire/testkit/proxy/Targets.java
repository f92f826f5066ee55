// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** Addresses of servers, straight and through a proxy. */
final class Targets {
    private Targets() {}

    static URI loopback(int port) {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        return URI.create("ws://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port + "/");
    }

    static InetSocketAddress address(URI target) {
        if (target.getHost() == null) {
            throw new IllegalArgumentException("target must name a host: " + target);
        }
        int port = target.getPort() >= 0 ? target.getPort() : defaultPort(target);
        try {
            InetAddress host = InetAddress.getByName(target.getHost());
            if (!host.isLoopbackAddress()) {
                throw new IllegalArgumentException("target must be on loopback: " + host);
            }
            return new InetSocketAddress(host, port);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int defaultPort(URI target) {
        return "wss".equals(target.getScheme()) || "https".equals(target.getScheme()) ? 443 : 80;
    }

    /** Only the port differs: the host stays, so that a certificate still fits. */
    static URI through(URI target, int port) {
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        return URI.create(target.getScheme() + "://" + target.getHost() + ":" + port + target.getRawPath() + query);
    }

    static long positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
        return value;
    }
}
