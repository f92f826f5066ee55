// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The port of a proxy: listening, or reserved and refusing, until it is closed. */
final class Entrance {
    private final int port;
    private final Consumer<Socket> serve;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Acceptor acceptor;
    private @Nullable Socket reserved;
    private boolean closed;

    /** Takes a free port and listens. */
    Entrance(Consumer<Socket> serve) {
        this.serve = serve;
        Acceptor first = Acceptor.listen(0, serve);
        acceptor = first;
        port = first.port();
    }

    int port() {
        return port;
    }

    /** Listens, if it did not, and serves everybody, also who was held. */
    void open() {
        locked(() -> listening().release());
    }

    /** Listens, if it did not, and leaves everybody unserved. */
    void hold() {
        locked(() -> listening().hold());
    }

    /** Refuses connections; when this returns, nobody more is served. Keeps the port. */
    void refuse() {
        locked(() -> {
            Acceptor listening = acceptor;
            if (listening != null) {
                listening.close();
                acceptor = null;
                reserved = Sockets.reserve(port);
            }
        });
    }

    /** Refuses connections and gives the port back. */
    void close() {
        refuse();
        locked(() -> {
            closed = true;
            giveBack();
        });
    }

    private Acceptor listening() {
        if (closed) {
            throw new IllegalStateException("the proxy is closed");
        }
        Acceptor listening = acceptor;
        if (listening == null) {
            giveBack();
            listening = Acceptor.listen(port, serve);
            acceptor = listening;
        }
        return listening;
    }

    private void giveBack() {
        Socket holder = reserved;
        if (holder != null) {
            Sockets.close(holder);
            reserved = null;
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
