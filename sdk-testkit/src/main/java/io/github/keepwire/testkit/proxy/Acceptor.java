// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Listens on a port of loopback and hands connections over, unless told to hold them. */
final class Acceptor {
    private static final int BACKLOG = 50;

    private final ServerSocket server;
    private final Thread thread;
    private final Consumer<Socket> serve;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean holding;
    private boolean closed;

    private Acceptor(ServerSocket server, Consumer<Socket> serve) {
        this.server = server;
        this.serve = serve;
        thread = new Thread(this::listen, "fault-proxy-accept");
        thread.setDaemon(true);
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any free one
     * @param serve called for each connection, on the thread that accepts: must not block
     */
    static Acceptor listen(int port, Consumer<Socket> serve) {
        try {
            ServerSocket server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
            Acceptor acceptor = new Acceptor(server, serve);
            acceptor.thread.start();
            return acceptor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Serves nobody from now on; the kernel goes on accepting. */
    void hold() {
        change(() -> holding = true);
    }

    /** Serves those who were held, and all who come. */
    void release() {
        change(() -> holding = false);
    }

    /**
     * Stops to listen, and resets who waits. Waits for the thread, since the kernel listens until no thread accepts any
     * more: when this returns, connections are refused.
     */
    void close() {
        change(() -> closed = true);
        try {
            server.close();
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while a proxy stopped to listen", e);
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void listen() {
        for (Socket client = accept(); client != null; client = accept()) {
            if (mayServe()) {
                serve.accept(client);
            } else {
                Sockets.reset(client);
            }
        }
    }

    private @Nullable Socket accept() {
        try {
            return server.accept();
        } catch (IOException e) {
            if (server.isClosed()) {
                return null;
            }
            throw new UncheckedIOException(e);
        }
    }

    /** Blocks while connections are held; false if there is no proxy any more to serve them. */
    private boolean mayServe() {
        lock.lock();
        try {
            while (holding && !closed) {
                changed.awaitUninterruptibly();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }
}
