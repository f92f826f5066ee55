// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
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

        /** The rooms that we may be in. */
        final Set<Scope> rooms = new LinkedHashSet<>();

        /** Whether it was shown on the link at hand, and not answered yet. */
        boolean isShown;

        Seat(String pid) {
            this.pid = pid;
        }

        /** Its first answer on this link has come; false for another one. */
        boolean isAnswered() {
            boolean first = isShown;
            isShown = false;
            return first;
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
        seat.isShown = true;
        String own = "{\"pid\":" + quoted(seat.pid) + ",\"offset\":" + quoted(seat.offset);
        String fields = auth == null ? "" : auth.substring(1, auth.length() - 1);
        return own + (fields.isEmpty() ? "" : ",") + fields + "}";
    }

    private static String quoted(String text) {
        return '"' + new String(ENCODER.quoteAsString(text)) + '"';
    }

    /** Where the server let us in. */
    enum Place {
        /** For the first time since we left it, or it is told already. */
        PLAIN,
        /** On our old seat: what we missed follows. */
        SAME,
        /** On another seat than ours. */
        OTHER
    }

    /** The server let us in: on the same seat as before if its secret is the same. */
    Place taken(String namespace, @Nullable String told) {
        String pid = told == null || told.length() > MAX_LENGTH ? null : told;
        Seat known = seats.get(namespace);
        if (known != null && known.pid.equals(pid)) {
            return known.isAnswered() ? Place.SAME : Place.PLAIN;
        }
        if (pid == null) {
            seats.remove(namespace);
        } else {
            seats.put(namespace, new Seat(pid));
        }
        return known == null ? Place.PLAIN : Place.OTHER;
    }

    /**
     * Whether the event at hand is the first sign that the server has taken us back: what we missed comes before the server lets us
     * in, as events of a namespace that we have only knocked at.
     */
    boolean isTakenBack(String namespace) {
        Seat seat = seats.get(namespace);
        return seat != null && seat.isAnswered();
    }

    /** The server is asked to let us into a room of a namespace, or has told us to be out. */
    void note(String namespace, Scope room, boolean isIn) {
        Seat seat = seats.get(namespace);
        if (seat != null) {
            seat.rooms.removeIf(known -> known.name().equals(room.name()));
            if (isIn) {
                seat.rooms.add(room);
            }
        }
    }

    /** The rooms that the server puts us in when it takes us back. */
    Collection<Scope> rooms(String namespace) {
        Seat seat = seats.get(namespace);
        return seat == null ? Collections.emptySet() : seat.rooms;
    }

    /** We or the server left a namespace on purpose. */
    void givenUp(String namespace) {
        seats.remove(namespace);
    }

    /** Of all other namespaces nothing is wanted any more: they were left while there was no link. */
    void keep(Predicate<String> wanted) {
        seats.keySet().removeIf(name -> !wanted.test(name));
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
