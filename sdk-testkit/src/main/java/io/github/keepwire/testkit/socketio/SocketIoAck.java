// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The answer that an event may want. Safe for use by any thread; never blocks. */
public final class SocketIoAck {
    private final SocketIoSocket socket;
    private final long id;
    private final AtomicBoolean sent = new AtomicBoolean();

    SocketIoAck(SocketIoSocket socket, long id) {
        this.socket = socket;
        this.id = id;
    }

    /**
     * Whether the client wants an answer.
     *
     * @return false if what is sent goes nowhere
     */
    public boolean isWanted() {
        return id != Packet.NO_ACK;
    }

    /**
     * Answers, the first time it is called.
     *
     * @param arguments what to answer: texts, numbers, maps, records, byte arrays ..
     * @return false if nothing was sent: no answer is wanted, one was given, or the client is gone
     * @throws IllegalArgumentException if there are too many binary parts
     */
    public boolean send(@Nullable Object... arguments) {
        JsonNode payload = Events.checked(Json.array(arguments));
        return isWanted()
                && sent.compareAndSet(false, true)
                && socket.write(Packet.of(PacketType.ACK, socket.namespace(), id, payload));
    }
}
