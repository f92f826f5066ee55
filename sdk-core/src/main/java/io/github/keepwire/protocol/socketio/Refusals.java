// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.message.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a server says no, and how that is told. */
final class Refusals {
    private static final String UNKNOWN_NAMESPACE = "Invalid namespace";

    private Refusals() {}

    /** A CONNECT_ERROR: an object with a message and perhaps data, or a bare string. */
    static KeepwireException ofNamespace(Packet packet) {
        Payload told = packet.arguments().get(0);
        boolean isObject = told.json().startsWith("{");
        String message = isObject ? told.field("message") : told.as(String.class);
        String where = "the namespace " + SafeText.wire(packet.namespace());
        if (UNKNOWN_NAMESPACE.equals(message)) {
            return new KeepwireException(
                    ErrorCode.HANDSHAKE_REFUSED,
                    where + " is unknown to the server: it is the path of the address, and that of the HTTP request is"
                            + " SocketIo.path(..)");
        }
        String data = isObject && told.json().contains("\"data\"") ? " " + told.json() : "";
        return new KeepwireException(
                ErrorCode.AUTHENTICATION_REFUSED,
                where + " was refused: " + SafeText.wire(String.valueOf(message)) + SafeText.wire(data));
    }

    /** What an ack says against the joining of a room, or null if it says nothing against it. */
    static @Nullable KeepwireException ofRoom(String room, List<Payload> reply) {
        Payload first = reply.isEmpty() ? null : reply.get(0);
        if (first == null || !first.json().startsWith("{")) {
            return null;
        }
        String error = first.field("error");
        boolean no = error != null || "false".equals(first.field("success")) || "false".equals(first.field("ok"));
        if (!no) {
            return null;
        }
        String why = error == null ? String.valueOf(first.field("message")) : error;
        return new KeepwireException(
                ErrorCode.REJECTED_BY_SERVER,
                "the server refused the room " + SafeText.wire(room) + ": " + SafeText.wire(why));
    }
}
