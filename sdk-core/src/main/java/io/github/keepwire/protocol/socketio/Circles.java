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
        Namespace known = namespaces.get(namespace);
        if (seats != null && known != null) {
            known.expect(seats.rooms(namespace));
        }
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

    /** Tells whether the namespace of a channel or room is in; if not, asks for it, once for all who want it. */
    private boolean approach(Scope scope, Effects out) {
        String name = namespaces.of(scope);
        String problem = Names.problemWith(name);
        if (problem != null) {
            out.refused(scope, new KeepwireException(ErrorCode.INVALID_MESSAGE, problem));
            return false;
        }
        Namespace before = namespaces.get(name);
        boolean asks = before == null || (before.isWanted(scope) && before.isLedBy(scope));
        Namespace namespace = namespaces.want(scope);
        if (asks && !namespace.isIn) {
            knock(name, out);
        }
        return namespace.isIn;
    }

    private void join(Scope room, Effects out) {
        if (approach(room, out)) {
            askIn(room, out);
        }
    }

    /** The server may have put us in though we never hear of it. */
    private void askIn(Scope room, Effects out) {
        noteSeat(room, true);
        out.write(outbound.join(namespaces.of(room), room, acks.await((reply, later) -> {
            Namespace namespace = namespaces.get(namespaces.of(room));
            if (namespace == null || !namespace.isWanted(room)) {
                return; // left meanwhile
            }
            KeepwireException no = Refusals.inRoom("the " + room, reply);
            if (no == null) {
                noteSeat(room, true);
                later.entered(room);
            } else {
                noteSeat(room, false);
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

    /** All that is wanted was asked for: what the server keeps for us beside that was given up during the outage. */
    void leaveWhatWasBefore(Effects out) {
        leaveRoomsOfBefore(main, out);
        if (seats != null) {
            seats.keep(name -> namespaces.get(name) != null);
        }
    }

    /** The server has put us in rooms of before that nobody wants any more: they were left during the outage. */
    private void leaveRoomsOfBefore(String name, Effects out) {
        Namespace namespace = namespaces.get(name);
        if (namespace != null) {
            namespace.takeExpected().forEach(room -> {
                long ackId = acks.await((reply, later) -> noteSeat(room, namespace.hasRoom(room.name())));
                out.write(outbound.leave(name, room, ackId));
            });
        }
    }

    /** The server has let us in on another seat: it does not know of the rooms of before. */
    void expectNothing(String name) {
        Namespace namespace = namespaces.get(name);
        if (namespace != null) {
            namespace.expect(Collections.emptyList());
        }
    }

    /** A channel or room is wanted no longer: with the last that was, its namespace is left. */
    private void forget(Scope scope, Effects out) {
        String name = namespaces.of(scope);
        Namespace namespace = namespaces.get(name);
        if (namespace != null) {
            namespace.release(scope);
            partIfDone(name, out);
        }
    }

    /** Which rooms the server may put us in again when it takes us back: all that it has not told us to be out of. */
    private void noteSeat(Scope room, boolean isIn) {
        if (seats != null && room.kind() == Scope.Kind.ROOM) {
            seats.note(namespaces.of(room), room, isIn);
        }
    }

    private void leaveRoom(Scope room, Effects out) {
        Namespace namespace = namespaces.get(namespaces.of(room));
        if (namespace != null && namespace.isIn) {
            namespace.release(room);
            if (!namespace.hasRoom(room.name())) {
                askOut(room, namespace, out);
                return;
            }
        }
        forget(room, out);
        out.left(room);
    }

    /** The namespace stays until the server has answered: it may pass over what comes right before a disconnect. */
    private void askOut(Scope room, Namespace namespace, Effects out) {
        String name = namespaces.of(room);
        namespace.leaving(room);
        out.write(outbound.leave(name, room, acks.await((reply, later) -> {
            if (namespace.left(room)) {
                noteSeat(room, false);
                later.left(room);
                partIfDone(name, later);
            }
        })));
    }

    private void partIfDone(String namespace, Effects out) {
        if (namespaces.isDone(namespace)) {
            out.write(PacketWriter.disconnect(namespace));
            if (seats != null) {
                seats.givenUp(namespace);
            }
        }
    }

    void entered(String name, Effects out) {
        Namespace namespace = namespaces.get(name);
        if (namespace != null && !namespace.isIn) {
            namespace.isIn = true;
            namespace.channels().forEach(out::entered);
            namespace.rooms().forEach(room -> askIn(room, out));
            if (seats != null) {
                namespace.expect(seats.rooms(name)); // some may be wanted no longer since we have knocked
            }
            leaveRoomsOfBefore(name, out);
            partIfDone(name, out);
        }
    }

    void refused(String name, KeepwireException reason, Effects out) {
        Namespace namespace = namespaces.ended(name);
        if (namespace != null) {
            namespace.channels().forEach(channel -> out.refused(channel, reason));
            namespace.rooms().forEach(room -> out.refused(room, reason));
            namespace.leaving().forEach(out::left);
        }
    }

    /** Whether the server may say anything of a namespace: it is wanted, or was when it was asked for. */
    boolean hasAskedFor(String namespace) {
        return namespaces.get(namespace) != null;
    }

    boolean isKnown(String namespace) {
        Namespace known = namespaces.get(namespace);
        return known != null && (namespace.equals(main) || !known.isUnwanted());
    }

    boolean isIn(String namespace) {
        Namespace known = namespaces.get(namespace);
        return known != null && known.isIn;
    }

    /** The channels that mean a namespace, or that its rooms are in. */
    List<Scope> channelsOf(String namespace) {
        Namespace known = namespaces.get(namespace);
        return known == null ? Collections.emptyList() : known.scopes(null);
    }

    /** Of which channel or room there will be news when a namespace is entered, or null for the main one. */
    @Nullable
    Scope awaited(String namespace) {
        Namespace known = namespaces.get(namespace);
        return known == null ? null : known.first();
    }

    /** Where an event came, or null if nobody wants to hear of that. */
    @Nullable
    List<Scope> scopesOf(Packet packet) {
        Namespace namespace = namespaces.get(packet.namespace());
        boolean isMain = packet.namespace().equals(main);
        if (namespace == null) {
            return null;
        }
        String room = namespace.hasRooms() && !packet.arguments().isEmpty()
                ? outbound.words().roomOf(packet.arguments().get(0))
                : null;
        List<Scope> scopes = namespace.scopes(room);
        return scopes.isEmpty() && !isMain ? null : scopes;
    }
}
