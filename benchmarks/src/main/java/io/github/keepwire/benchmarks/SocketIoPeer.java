// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import java.net.URI;

/** A Socket.IO client, one connection of it. Every call is made by one thread, and blocks. */
interface SocketIoPeer {
    /** The event that the server floods with. */
    String EVENT = "blueAlert";

    /** What the listener does with the event's object. */
    enum Reading {
        /** Reads a field of what the client parses it to. */
        PARSED,
        /** Leaves it alone. */
        UNTOUCHED
    }

    /** Connects, and is back once the server has let it in. */
    void open(URI uri) throws Exception;

    /** Asks the server for so many events, and is back once the listener has had the last. */
    void takeIn(int events, Reading reading) throws Exception;

    /** Emits one event and is back with the server's ack. */
    void ask() throws Exception;

    /** Asks the server to close the WebSocket politely, and is back once the application hears that the connection is gone. */
    void leave() throws Exception;

    /** Connects to a server that refuses by HTTP, and is back once the application hears so. */
    void beRefused(URI uri) throws Exception;

    /** Ends it for good, as an application would. */
    void close() throws Exception;
}
