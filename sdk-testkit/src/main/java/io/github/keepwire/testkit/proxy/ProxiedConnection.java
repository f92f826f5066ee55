// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A client, the server it was led to, and the two pumps between them, each on a daemon thread of its own. */
final class ProxiedConnection {
    private final Socket client;
    private final Socket server = new Socket();
    private final Map<Direction, Valve> valves;
    private final Pump toServer;
    private final Pump toClient;
    private final Consumer<ProxiedConnection> whenOver;
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    ProxiedConnection(Socket client, Map<Direction, Valve> valves, Consumer<ProxiedConnection> whenOver) {
        this.client = client;
        this.valves = valves;
        this.whenOver = whenOver;
        toServer = new Pump(Direction.TO_SERVER, client, server, valve(Direction.TO_SERVER), this);
        toClient = new Pump(Direction.TO_CLIENT, server, client, valve(Direction.TO_CLIENT), this);
    }

    /** Connects to the server and starts to copy; does not block. */
    void start(InetSocketAddress target) {
        daemon("fault-proxy-to-server", () -> {
            if (connect(target)) {
                daemon("fault-proxy-to-client", toClient::run);
                toServer.run();
            }
        });
    }

    private boolean connect(InetSocketAddress target) {
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(target);
            return true;
        } catch (IOException refused) {
            broken(Direction.TO_CLIENT);
            return false;
        }
    }

    boolean isOver() {
        return over.get();
    }

    /** Sends FIN to the end that a direction leads to. */
    void finish(Direction direction) {
        (direction == Direction.TO_SERVER ? toServer : toClient).finish();
    }

    /** A pump has handed on the end of its stream; the connection is over when both have. */
    void ended() {
        if (ends.incrementAndGet() == 2) {
            end(Sockets::close);
        }
    }

    /** An end is gone. The other is reset as soon as news can travel in that direction; blocks until then. */
    void broken(Direction tellTo) {
        valve(tellTo).admitEnd(this::isOver);
        reset();
    }

    /** Sends RST to both ends, unless they have ended. */
    void reset() {
        end(Sockets::reset);
    }

    private void end(Consumer<Socket> how) {
        if (over.compareAndSet(false, true)) {
            whenOver.accept(this);
            valves.values().forEach(Valve::wake);
            how.accept(client);
            how.accept(server);
        }
    }

    private Valve valve(Direction direction) {
        Valve valve = valves.get(direction);
        if (valve == null) {
            throw new IllegalStateException("no valve " + direction);
        }
        return valve;
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
