// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * One Socket.IO packet.
 *
 * <pre>
 *   type [attachments -] [/namespace ,] [ack id] [JSON]
 * </pre>
 *
 * @param type what it is for
 * @param attachments how many binary frames follow
 * @param namespace where it belongs; {@link #MAIN} is never written
 * @param ackId which ack is wanted, or which this is; {@link #NO_ACK} if none
 * @param payload its JSON, with attachments as binary nodes once they are there; missing if it has none
 */
record Packet(PacketType type, int attachments, String namespace, long ackId, JsonNode payload) {
    static final String MAIN = "/";
    static final long NO_ACK = -1;

    static Packet of(PacketType type, String namespace, long ackId, JsonNode payload) {
        return new Packet(type, 0, namespace, ackId, payload);
    }

    static Packet bare(PacketType type, String namespace) {
        return of(type, namespace, NO_ACK, MissingNode.getInstance());
    }

    Packet withPayload(JsonNode value) {
        return new Packet(type, attachments, namespace, ackId, value);
    }
}
