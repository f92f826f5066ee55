// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.channel;

import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * One scope that somebody wants, or wanted until a moment ago, and how that stands on the wire. Belongs to the loop.
 *
 * <pre>
 *   OFF --asked--> ASKED --confirmed--> IN
 *    ^               |                   |        (link lost: back to OFF)
 *    |               +--nobody wants it--+--> LEAVING --confirmed--> gone, or OFF if it is wanted again
 * </pre>
 */
final class Wish {
    /** How it stands on the wire. */
    enum Stage {
        /** Not on the wire. */
        OFF,
        /** Asked for. */
        ASKED,
        /** Confirmed. */
        IN,
        /** Given up, the server has not confirmed that yet. */
        LEAVING
    }

    final Scope scope;
    private final List<Holder> holders = new ArrayList<>();

    Stage stage = Stage.OFF;
    /** How often it was asked for on this link. */
    int asks;
    /** What the server told of it when it confirmed it. */
    Payload info = Payload.empty();
    /** While an answer is awaited: when it is overdue. */
    long dueAt;

    private final Roster roster = new Roster();

    Wish(Scope scope) {
        this.scope = scope;
    }

    void add(Holder holder) {
        holders.add(holder);
    }

    boolean remove(Holder holder) {
        return holders.remove(holder);
    }

    /** Whether it is a channel, or a room in it. */
    boolean isOf(Scope channel) {
        return scope.equals(channel) || channel.equals(scope.parent());
    }

    boolean isWanted() {
        return !holders.isEmpty();
    }

    /** Stands elsewhere from now on; what the server told of it there does not hold any more. */
    void moveTo(Stage next) {
        stage = next;
        if (next == Stage.OFF || next == Stage.IN) {
            asks = 0;
            info = Payload.empty();
        }
        if (next == Stage.OFF || next == Stage.LEAVING) {
            roster.clear();
        }
    }

    /** Tells somebody that the server has confirmed it. */
    void welcome(Holder holder) {
        holder.entered(info, roster.members());
    }

    /** Somebody came or went; what is told before the confirmation is heard with that. False if it changes nothing. */
    boolean hear(Roster.News news) {
        if ((stage != Stage.ASKED && stage != Stage.IN) || !roster.take(news)) {
            return false;
        }
        if (stage == Stage.IN) {
            tell(holder -> holder.members(roster.members(), news));
        }
        return true;
    }

    ClientSnapshot.RoomStatus roomStatus() {
        boolean in = stage == Stage.IN;
        Scope parent = scope.parent();
        return new ClientSnapshot.RoomStatus(
                scope.name(),
                in,
                info,
                in ? roster.members() : Collections.emptyList(),
                parent == null ? null : parent.name());
    }

    ClientSnapshot.ChannelStatus channelStatus() {
        return new ClientSnapshot.ChannelStatus(
                scope.name(), stage == Stage.IN ? Subscription.State.ACTIVE : Subscription.State.SUBSCRIBING);
    }

    /** Lets go of all who want it. */
    List<Holder> release() {
        List<Holder> released = new ArrayList<>(holders);
        holders.clear();
        return released;
    }

    void tell(Consumer<Holder> what) {
        new ArrayList<>(holders).forEach(what);
    }
}
