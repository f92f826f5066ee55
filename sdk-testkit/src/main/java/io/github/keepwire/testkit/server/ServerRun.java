// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.net.InetAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Starts and ends the sockets of a dev server, one run after the other, all on the same port unless told otherwise. */
final class ServerRun {
    private final ReentrantLock lifecycle = new ReentrantLock();
    private final Behavior behavior;
    private final Gate gate;
    private final Dispatcher dispatcher;
    private ServerSettings settings = ServerSettings.DEFAULTS;
    private int lastPort;
    private volatile @Nullable Running running;

    /** Sockets and where they listen. */
    private record Running(SocketServer sockets, URI url) {}

    ServerRun(Behavior behavior, Gate gate, Dispatcher dispatcher) {
        this.behavior = behavior;
        this.gate = gate;
        this.dispatcher = dispatcher;
    }

    void change(UnaryOperator<ServerSettings> change) {
        lifecycle.lock();
        try {
            settings = change.apply(settings);
            lastPort = settings.port();
        } finally {
            lifecycle.unlock();
        }
    }

    /** Makes the next start take the port of the settings, not the one of the last run. */
    void forgetPort() {
        change(same -> same);
    }

    void start() {
        lifecycle.lock();
        try {
            if (running != null) {
                throw new IllegalStateException("the server is started already");
            }
            running = listen(settings.withPort(lastPort));
        } finally {
            lifecycle.unlock();
        }
    }

    private Running listen(ServerSettings now) {
        ServerSocketChannel channel = now.bind();
        lastPort = channel.socket().getLocalPort();
        SocketServer sockets = new SocketServer(channel, now, gate, dispatcher);
        dispatcher.started();
        try {
            sockets.startAndWait();
        } catch (RuntimeException e) {
            dispatcher.stopped();
            throw e;
        }
        return new Running(sockets, URI.create("ws://" + host() + ":" + lastPort + behavior.path()));
    }

    static String host() {
        String address = InetAddress.getLoopbackAddress().getHostAddress();
        return address.indexOf(':') < 0 ? address : "[" + address + "]";
    }

    void close() {
        lifecycle.lock();
        try {
            Running ending = running;
            running = null;
            if (ending != null) {
                ending.sockets().shutDown();
                dispatcher.stopped();
            }
        } finally {
            lifecycle.unlock();
        }
    }

    URI url() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("the server is not started: call start(), or register it as an extension");
        }
        return now.url();
    }
}
