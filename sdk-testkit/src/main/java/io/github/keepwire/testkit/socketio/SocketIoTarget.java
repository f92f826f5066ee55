// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import org.jspecify.annotations.Nullable;

/** Some of those in a namespace. Immutable; safe for use by any thread. */
public final class SocketIoTarget {
    private final SocketIoNamespace namespace;
    private final Selector selector;

    SocketIoTarget(SocketIoNamespace namespace, Selector selector) {
        this.namespace = namespace;
        this.selector = selector;
    }

    /**
     * The same ones without one of them.
     *
     * @param socket who to leave out
     * @return the others
     */
    public SocketIoTarget except(SocketIoSocket socket) {
        return new SocketIoTarget(namespace, selector.but(socket.id()));
    }

    /**
     * Sends an event to all of them.
     *
     * @param event its name
     * @param arguments what it carries: texts, numbers, maps, records, byte arrays ..
     * @return to how many
     * @throws IllegalArgumentException if the name is reserved, or there are too many binary parts
     */
    public int emit(String event, @Nullable Object... arguments) {
        return namespace.emit(selector, event, Json.array(arguments));
    }
}
