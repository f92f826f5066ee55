// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import java.util.Optional;

/** The connection under a {@link SocketIoLink}. Called by any thread, one call at a time; must not block. */
public interface SocketIoWire {
    /**
     * Sends a text frame; does nothing once the connection has ended.
     *
     * @param text the frame
     * @return false if too much waits for the client already: it is to be dropped
     */
    boolean send(String text);

    /**
     * Sends a binary frame; does nothing once the connection has ended.
     *
     * @param bytes the frame
     * @return false if too much waits for the client already: it is to be dropped
     */
    boolean send(byte[] bytes);

    /**
     * Starts a close.
     *
     * @param why what to tell the client
     */
    void end(String why);

    /** Breaks the connection: the client did not answer the close, or does not read. */
    void drop();

    /**
     * A parameter of the address.
     *
     * @param name its name
     * @return its value, or empty
     */
    Optional<String> query(String name);

    /**
     * Notes who this is.
     *
     * @param user a name
     */
    void identified(String user);

    /**
     * Notes that the client is in a namespace or room.
     *
     * @param group the name of a namespace; that of a room in the main one; {@code namespace,room} in another one
     */
    void entered(String group);

    /**
     * Notes that the client is no longer in a namespace or room.
     *
     * @param group what it is called
     */
    void left(String group);
}
