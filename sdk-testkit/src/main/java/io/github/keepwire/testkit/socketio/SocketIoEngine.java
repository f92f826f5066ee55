// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import io.github.keepwire.time.Ticker;

/**
 * A Socket.IO server for whoever has sockets for it: connections begin here, and time passes here. Tests talk to its
 * {@link #hub()}.
 *
 * <p>Safe for use by any thread; nothing here blocks.
 */
public final class SocketIoEngine {
    private final SocketIoHub hub;

    /**
     * Makes a server that nobody is connected to.
     *
     * @param settings how it treats its clients
     * @param ticker its time
     */
    public SocketIoEngine(SocketIoSettings settings, Ticker ticker) {
        hub = new SocketIoHub(settings, ticker);
    }

    /**
     * The side that tests see.
     *
     * @return the same each time
     */
    public SocketIoHub hub() {
        return hub;
    }

    /**
     * Begins a connection: tells the client how often it will be pinged.
     *
     * @param wire where it is sent to
     * @return where to bring what the client sends
     */
    public SocketIoLink connected(SocketIoWire wire) {
        return hub.connected(wire);
    }

    /** Pings who is to be pinged, and ends who is silent; to be called again and again. */
    public void wake() {
        hub.wake();
    }

    /**
     * Tells clients another limit than that of the settings.
     *
     * @param bytes the largest message that is taken
     */
    public void maxPayload(int bytes) {
        hub.maxPayload(bytes);
    }

    /** Forgets what was said in rooms, and who may come back. */
    public void forget() {
        hub.forget();
    }

    /** Keeps what a test has said so far, for {@link #restore()}. */
    public void keep() {
        hub.keep();
    }

    /** Forgets what a test has said since {@link #keep()}. */
    public void restore() {
        hub.restore();
    }
}
