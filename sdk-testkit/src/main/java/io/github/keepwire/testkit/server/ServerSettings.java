// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;

/** What is fixed while a server runs; port 0 stands for any free one. */
record ServerSettings(int port, int maxMessageBytes, Duration connectionLostTimeout) {
    private static final int BACKLOG = 512;

    static final ServerSettings DEFAULTS = new ServerSettings(0, DevServer.DEFAULT_MAX_MESSAGE_BYTES, Duration.ZERO);

    ServerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 and 65535: " + port);
        }
        if (maxMessageBytes < 1) {
            throw new IllegalArgumentException("maxMessageBytes must be positive: " + maxMessageBytes);
        }
        boolean wholeSeconds = connectionLostTimeout.equals(Duration.ofSeconds(connectionLostTimeout.toSeconds()));
        if (connectionLostTimeout.isNegative() || connectionLostTimeout.toDays() > 1 || !wholeSeconds) {
            throw new IllegalArgumentException(
                    "connectionLostTimeout must be whole seconds, at most a day: " + connectionLostTimeout);
        }
    }

    ServerSettings withPort(int value) {
        return new ServerSettings(value, maxMessageBytes, connectionLostTimeout);
    }

    ServerSettings withMaxMessageBytes(int value) {
        return new ServerSettings(port, value, connectionLostTimeout);
    }

    ServerSettings withConnectionLostTimeout(Duration value) {
        return new ServerSettings(port, maxMessageBytes, value);
    }

    /** A channel that listens; the option must be on from the first, or old connections block the port later. */
    ServerSocketChannel bind() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                return channel.setOption(StandardSocketOptions.SO_REUSEADDR, true)
                        .bind(address, BACKLOG);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }
}
