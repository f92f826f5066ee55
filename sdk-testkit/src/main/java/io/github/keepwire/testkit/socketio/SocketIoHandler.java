// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

/** What a server does with an event. */
@FunctionalInterface
public interface SocketIoHandler {
    /**
     * Handles an event. The events of one client come one after the other, in order; those of different clients may come
     * at the same time. What is thrown is a failure of the server, which a test is shown; the client is not told.
     *
     * @param from who sent it
     * @param arguments what it carries
     * @param ack where to answer, if the client wants an answer
     */
    void handle(SocketIoSocket from, SocketIoArguments arguments, SocketIoAck ack);
}
