// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import io.github.keepwire.testkit.server.DevServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/** Java-WebSocket and its own {@code broadcast}, with a text that is ready: neither JSON nor subscriptions. */
final class PlainServer extends WebSocketServer implements BroadcastServer {
    private static final String PONG = "{\"type\":\"pong\"}";

    private final CountDownLatch started = new CountDownLatch(1);
    private final Semaphore opened = new Semaphore(0);

    private PlainServer() {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), DevServer.WORKERS);
        setDaemon(true);
        setTcpNoDelay(true);
    }

    static PlainServer running() throws InterruptedException {
        PlainServer server = new PlainServer();
        server.start();
        server.started.await();
        return server;
    }

    @Override
    public URI uri() {
        return URI.create("ws://127.0.0.1:" + getPort() + "/");
    }

    @Override
    public void awaitListeners(int count) throws InterruptedException {
        opened.acquire(count);
    }

    @Override
    public int broadcast() {
        broadcast(Gesture.TEXT);
        return getConnections().size();
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
        opened.release();
    }

    /** A heartbeat: nothing else is said here. */
    @Override
    public void onMessage(WebSocket socket, String message) {
        socket.send(PONG);
    }

    @Override
    public void onClose(WebSocket socket, int code, @Nullable String reason, boolean remote) {
        opened.tryAcquire();
    }

    @Override
    public void onError(@Nullable WebSocket socket, Exception problem) {
        System.err.println("the plain server: " + problem);
    }
}
