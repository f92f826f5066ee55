// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.keepwire.message.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one client keeps from link to link, so that the server can go on where the last one broke off: of each namespace, the
 * server's secret for it and the offset of the event that came last. Belongs to the client's loop.
 */
final class Seats {
    private static final int MAX_LENGTH = 256;
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private static final class Seat {
        final String pid;

        @Nullable
        String offset;

        Seat(String pid) {
            this.pid = pid;
        }
    }

    private final Map<String, Seat> seats = new LinkedHashMap<>();

    /** What is shown at the door of a namespace: the seat, and behind it what is shown anyway. */
    @Nullable
    String shown(String namespace, @Nullable String auth) {
        Seat seat = seats.get(namespace);
        if (seat == null || seat.offset == null) {
            return auth;
        }
        String own = "{\"pid\":" + quoted(seat.pid) + ",\"offset\":" + quoted(seat.offset);
        String fields = auth == null ? "" : auth.substring(1, auth.length() - 1);
        return own + (fields.isEmpty() ? "" : ",") + fields + "}";
    }

    private static String quoted(String text) {
        return '"' + new String(ENCODER.quoteAsString(text)) + '"';
    }

    /** The server let us in: on the same seat as before if its secret is the same. */
    void taken(String namespace, @Nullable String pid) {
        Seat known = seats.get(namespace);
        if (pid == null) {
            seats.remove(namespace);
        } else if (known == null || !known.pid.equals(pid)) {
            seats.put(namespace, new Seat(pid));
        }
    }

    /** We or the server left a namespace on purpose. */
    void givenUp(String namespace) {
        seats.remove(namespace);
    }

    /** The arguments of an event without its offset, which stands behind them where no ack is wanted. */
    List<Payload> withoutOffset(Packet packet) {
        List<Payload> arguments = packet.arguments();
        Seat seat = seats.get(packet.namespace());
        if (seat == null || packet.ackId() != Packet.NO_ACK || arguments.isEmpty()) {
            return arguments;
        }
        int last = arguments.size() - 1;
        Payload offset = arguments.get(last);
        if (!offset.json().startsWith("\"") || offset.json().length() > MAX_LENGTH) {
            return arguments;
        }
        seat.offset = offset.as(String.class);
        return new ArrayList<>(arguments.subList(0, last));
    }
}
