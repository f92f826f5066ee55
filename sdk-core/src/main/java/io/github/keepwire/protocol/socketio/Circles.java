// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Effects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a session has entered: namespaces beside the main one, which are its channels, and rooms. */
final class Circles {
    private final String main;
    private final Outbound outbound;
    private final Acks acks;
    private final @Nullable Seats seats;
    private final Namespaces namespaces = new Namespaces();
    private final Set<String> rooms = new LinkedHashSet<>();
    private @Nullable String auth;

    Circles(String main, Outbound outbound, Acks acks, @Nullable Seats seats) {
        this.seats = seats;
        this.main = main;
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
        String name = Namespaces.nameOf(channel);
        String problem = Names.problemWith(name);
        if (problem != null) {
            out.refused(channel, new KeepwireException(ErrorCode.INVALID_MESSAGE, problem));
            return;
        }
        Namespaces.Door door = name.equals(main) ? Namespaces.Door.IN : namespaces.want(channel);
        if (door == Namespaces.Door.IN) {
            out.entered(channel);
        } else if (door == Namespaces.Door.SHUT) {
            knock(name, out);
        }
    }

    private void join(Scope room, Effects out) {
        out.write(outbound.join(room, acks.await((reply, later) -> {
            KeepwireException no = Refusals.ofRoom(room.name(), reply);
            if (no == null) {
                rooms.add(room.name());
                later.entered(room);
            } else {
                later.refused(room, no);
            }
        })));
    }

    void leave(Scope scope, Effects out) {
        if (scope.kind() == Scope.Kind.CHANNEL) {
            if (namespaces.release(scope)) {
                part(Namespaces.nameOf(scope), out);
            }
            out.left(scope);
        } else {
            rooms.remove(scope.name());
            out.write(outbound.leave(scope, acks.await((reply, later) -> later.left(scope))));
        }
    }

    private void part(String namespace, Effects out) {
        out.write(PacketWriter.disconnect(namespace));
        if (seats != null) {
            seats.givenUp(namespace);
        }
    }

    void entered(String namespace, Effects out) {
        Collection<Scope> channels = namespaces.entered(namespace);
        if (channels == null) {
            part(namespace, out);
        } else {
            channels.forEach(out::entered);
        }
    }

    void refused(String namespace, KeepwireException reason, Effects out) {
        namespaces.ended(namespace).forEach(channel -> out.refused(channel, reason));
    }

    boolean isKnown(String namespace) {
        return namespace.equals(main) || namespaces.scopes(namespace) != null;
    }

    boolean isIn(String namespace) {
        return namespace.equals(main) || namespaces.isIn(namespace);
    }

    /** The channels that mean a namespace beside the main one. */
    List<Scope> channelsOf(String namespace) {
        Collection<Scope> channels = namespaces.scopes(namespace);
        return channels == null ? Collections.emptyList() : new ArrayList<>(channels);
    }

    /** Of which channel there will be news when a namespace is entered, or null for the main one. */
    @Nullable
    Scope awaited(String namespace) {
        List<Scope> channels = channelsOf(namespace);
        return channels.isEmpty() ? null : channels.get(0);
    }

    /** Where an event came, or null if nobody wants to hear of that. */
    @Nullable
    List<Scope> scopesOf(Packet packet) {
        if (!packet.namespace().equals(main)) {
            Collection<Scope> channels = namespaces.scopes(packet.namespace());
            return channels == null ? null : new ArrayList<>(channels);
        }
        String room = rooms.isEmpty() || packet.arguments().isEmpty()
                ? null
                : outbound.words().roomOf(packet.arguments().get(0));
        return room == null || !rooms.contains(room)
                ? Collections.emptyList()
                : Collections.singletonList(Scope.room(room));
    }
}
