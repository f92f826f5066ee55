// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/** Puts events together. */
final class Events {
    private Events() {}

    /** The payload of an event, checked. */
    static ArrayNode named(String event, ArrayNode arguments) {
        if (PacketReader.RESERVED.contains(event)) {
            throw new IllegalArgumentException("event must not have a reserved name: " + event);
        }
        return Json.array(event).addAll(checked(arguments));
    }

    /** Arguments of an event or an ack that the other side can take. */
    static ArrayNode checked(ArrayNode arguments) {
        if (Attachments.areIn(arguments)) {
            List<byte[]> parts = new ArrayList<>();
            Attachments.takenOut(arguments, parts);
            if (parts.size() > SocketIoSettings.MAX_ATTACHMENTS) {
                throw new IllegalArgumentException("arguments must have at most " + SocketIoSettings.MAX_ATTACHMENTS
                        + " binary parts: " + parts.size());
            }
        }
        return arguments;
    }
}
