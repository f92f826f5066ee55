// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import io.github.keepwire.testkit.workaround.WriteReminder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket server that does everything right and echoes every message, made of Java-WebSocket.
 *
 * <p>Listens on loopback at an ephemeral port, on daemon threads.
 */
public final class PolitePeer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PolitePeer.class);
    private static final int WORKERS = 4;
    private static final int STOP_MILLIS = 1000;

    private final Echo server = new Echo();

    private PolitePeer() {
        server.setReuseAddr(true);
        server.setTcpNoDelay(true);
        server.setConnectionLostTimeout(0);
        server.setDaemon(true);
        server.start();
        Deadline.result("the start of the polite peer", server.started);
        server.reminder.start();
    }

    /**
     * Starts a peer.
     *
     * @return a listening peer
     */
    public static PolitePeer start() {
        return new PolitePeer();
    }

    /**
     * Its address.
     *
     * @return a {@code ws} address
     */
    public URI uri() {
        return URI.create("ws://localhost:" + server.getPort() + "/echo");
    }

    /**
     * How many clients are connected.
     *
     * @return open WebSockets
     */
    public int connections() {
        return server.getConnections().size();
    }

    /**
     * Says goodbye to every client.
     *
     * @param code the close code
     * @param reason the reason
     */
    public void closeAll(int code, String reason) {
        server.getConnections().forEach(connection -> connection.close(code, reason));
    }

    /** Says goodbye to every client (1001), stops listening and ends the threads. */
    @Override
    public void close() {
        try {
            server.stop(STOP_MILLIS);
            server.reminder.stop(STOP_MILLIS);
        } catch (InterruptedException e) {
            throw Deadline.interrupted("the stop of the polite peer", e);
        }
    }

    private static final class Echo extends WebSocketServer {
        final CompletableFuture<Void> started = new CompletableFuture<>();
        final WriteReminder reminder = new WriteReminder(
                this::remind, failure -> LOG.error("The polite peer is not reminded any more", failure));

        Echo() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), WORKERS);
        }

        private void remind() {
            getConnections().stream().filter(WebSocket::hasBufferedData).forEach(this::onWriteDemand);
        }

        @Override
        public void onStart() {
            started.complete(null);
        }

        @Override
        public void onError(@Nullable WebSocket connection, Exception error) {
            started.completeExceptionally(error);
        }

        @Override
        public void onOpen(WebSocket connection, ClientHandshake handshake) {
            // The handshake is all there is to do.
        }

        @Override
        public void onMessage(WebSocket connection, String message) {
            connection.send(message);
        }

        @Override
        public void onMessage(WebSocket connection, ByteBuffer message) {
            connection.send(message);
        }

        @Override
        public void onClose(WebSocket connection, int code, String reason, boolean remote) {
            // Java-WebSocket answers the close frame by itself.
        }
    }
}
