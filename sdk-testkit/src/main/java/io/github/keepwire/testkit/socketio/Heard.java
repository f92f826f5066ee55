// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * What a frame says.
 *
 * @param type the name of an event; {@code connect}, {@code disconnect}, {@code ack}, {@code pong} or {@code close} for what no
 *     event may be called or the server has asked for; {@code part} for a piece of a packet; {@link #MALFORMED}
 * @param json of an event {@code {"event":..,"namespace":..,"args":[..]}}, the binary parts as Base64; else the payload, or
 *     what is wrong
 * @param act what to do about it
 */
public record Heard(String type, String json, Runnable act) {
    /** The type of what breaks the grammar. */
    public static final String MALFORMED = "malformed";

    /**
     * Checks that nothing is null.
     *
     * @param type what it is
     * @param json what it carries
     * @param act what to do about it
     */
    public Heard {
        requireNonNull(type, "type");
        requireNonNull(json, "json");
        requireNonNull(act, "act");
    }

    static Heard of(Packet packet, Runnable act) {
        ObjectNode told = Json.object();
        String type = packet.type().isAck() ? "ack" : packet.type().name().toLowerCase(Locale.ROOT);
        if (packet.type().isEvent()) {
            type = packet.payload().path(0).asText();
            told.put("event", type);
        }
        told.put("namespace", packet.namespace());
        if (packet.payload().isArray()) {
            SocketIoArguments arguments =
                    SocketIoArguments.of(packet.payload(), packet.type().isEvent() ? 1 : 0);
            told.set("args", arguments.array());
        } else if (packet.payload().isObject()) {
            told.set("data", packet.payload());
        }
        return new Heard(type, told.toString(), act);
    }
}
