// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Effects;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a session has entered: namespaces beside the main one, which are its channels, and rooms. */
final class Circles {
    private final String main;
    private final Outbound outbound;
    private final Acks acks;
    private final @Nullable Seats seats;
    private final Namespaces namespaces;
    private @Nullable String auth;

    Circles(String main, Outbound outbound, Acks acks, @Nullable Seats seats) {
        this.seats = seats;
        this.main = main;
        this.namespaces = new Namespaces(main);
        this.outbound = outbound;
        this.acks = acks;
    }

    /** What is shown at the door of each namespace. */
    void auth(@Nullable String json) {
        auth = json;
    }

    void knock(String namespace, Effects out) {
        out.write(PacketWriter.connect(namespace, seats == null ? auth : seats.shown(namespace, auth)));
    }

    void enter(Scope scope, Effects out) {
        if (scope.kind() == Scope.Kind.ROOM) {
            join(scope, out);
        } else {
            enterChannel(scope, out);
        }
    }

    private void enterChannel(Scope channel, Effects out) {
        if (approach(channel, out)) {
            out.entered(channel);
        }
    }

    /** Tells whether the namespace of a channel or room is in; if not, asks for it, unless it was asked for already. */
    private boolean approach(Scope scope, Effects out) {
        String name = namespaces.of(scope);
        String problem = Names.problemWith(name);
        if (problem != null) {
            out.refused(scope, new KeepwireException(ErrorCode.INVALID_MESSAGE, problem));
            return false;
        }
        boolean isNew = namespaces.get(name) == null;
        boolean isAgain = namespaces.isWanted(scope);
        Namespace namespace = namespaces.want(scope);
        if (!namespace.isIn && (isNew || (isAgain && namespace.isLedBy(scope)))) {
            knock(name, out);
        }
        return namespace.isIn;
    }

    private void join(Scope room, Effects out) {
        if (approach(room, out)) {
            askIn(room, out);
        }
    }

    private void askIn(Scope room, Effects out) {
        out.write(outbound.join(namespaces.of(room), room, acks.await((reply, later) -> {
            Namespace namespace = namespaces.get(namespaces.of(room));
            if (namespace == null || !namespace.isWanted(room)) {
                return; // left meanwhile
            }
            KeepwireException no = Refusals.ofRoom(room.name(), reply);
            if (no == null) {
                namespace.joined(room);
                later.entered(room);
            } else {
                forget(room, later);
                later.refused(room, no);
            }
        })));
    }

    void leave(Scope scope, Effects out) {
        if (scope.kind() == Scope.Kind.CHANNEL) {
            forget(scope, out);
            out.left(scope);
        } else {
            leaveRoom(scope, out);
        }
    }

    /** Something of a namespace is wanted no longer: with the last that was, the namespace is left. */
    private void forget(Scope scope, Effects out) {
        if (namespaces.release(scope)) {
            part(namespaces.of(scope), out);
        }
    }

    private void leaveRoom(Scope room, Effects out) {
        String name = namespaces.of(room);
        Namespace namespace = namespaces.get(name);
        boolean leavesAll = namespaces.release(room);
        if (namespace == null || !namespace.isIn || namespace.hasRoom(room.name())) {
            out.left(room);
        } else if (leavesAll) {
            out.write(outbound.leave(name, room, Packet.NO_ACK));
            out.left(room);
        } else {
            out.write(outbound.leave(name, room, acks.await((reply, later) -> later.left(room))));
        }
        if (leavesAll) {
            part(name, out);
        }
    }

    private void part(String namespace, Effects out) {
        out.write(PacketWriter.disconnect(namespace));
        if (seats != null) {
            seats.givenUp(namespace);
        }
    }

    void entered(String name, Effects out) {
        Namespace namespace = namespaces.get(name);
        if (namespace != null && !namespace.isIn) {
            namespace.isIn = true;
            namespace.channels().forEach(out::entered);
            namespace.rooms().forEach(room -> askIn(room, out));
        }
    }

    void refused(String name, KeepwireException reason, Effects out) {
        Namespace namespace = namespaces.ended(name);
        if (namespace != null) {
            namespace.channels().forEach(channel -> out.refused(channel, reason));
            namespace.rooms().forEach(room -> out.refused(room, reason));
        }
    }

    boolean isKnown(String namespace) {
        return namespaces.get(namespace) != null;
    }

    boolean isIn(String namespace) {
        Namespace known = namespaces.get(namespace);
        return known != null && known.isIn;
    }

    /** Where an event came, or null if nobody wants to hear of that. */
    @Nullable
    List<Scope> scopesOf(Packet packet) {
        Namespace namespace = namespaces.get(packet.namespace());
        if (namespace == null || namespace.isUnwanted()) {
            return packet.namespace().equals(main) ? Collections.emptyList() : null;
        }
        String room = namespace.hasRooms() && !packet.arguments().isEmpty()
                ? outbound.words().roomOf(packet.arguments().get(0))
                : null;
        return namespace.scopes(room);
    }
}
