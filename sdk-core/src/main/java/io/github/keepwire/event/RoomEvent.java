// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.event;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a room that the client has joined, or wants to, or in it; or there is a new one.
 *
 * @param room the room's name
 * @param kind what happened
 * @param reason why it was refused, or null
 * @param info what the server told with it: a title, who a member is; empty where it told nothing
 * @param member the id of the member that came or went, or null
 * @param channel the channel that the room is in, or null if it is in none
 */
public record RoomEvent(
        String room,
        Kind kind,
        @Nullable KeepwireException reason,
        Payload info,
        @Nullable String member,
        @Nullable String channel) {
    /** What may happen to a room. */
    public enum Kind {
        /** The connection was lost: it will be joined again after the next one. */
        JOINING,
        /**
         * The server has confirmed that we are in; where a dialect has no confirmation, it was written. The members that it
         * told with that are known by now, and not told one by one.
         */
        JOINED,
        /** We left it, or the client was closed. */
        LEFT,
        /** The server said no, did not answer three times, or put us out. */
        REFUSED,
        /** The server told that it was created, by us or by somebody else; that we are in comes by itself. */
        CREATED,
        /** The server told who is in, and those are others than we knew of. */
        MEMBERS,
        /** A member came. */
        MEMBER_JOINED,
        /** A member that we knew of went. */
        MEMBER_LEFT
    }

    /**
     * Makes an event that is about no member.
     *
     * @param room the room
     * @param kind what happened
     * @param reason why it was refused, or null
     * @param info what the server told with it
     */
    public RoomEvent(Scope room, Kind kind, @Nullable KeepwireException reason, Payload info) {
        this(room.name(), kind, reason, info, null, channelOf(room));
    }

    /**
     * Makes an event that is about a member.
     *
     * @param room the room
     * @param kind what happened
     * @param info what the server told with it
     * @param member the id of the member, or null if it is about all
     */
    public RoomEvent(Scope room, Kind kind, Payload info, @Nullable String member) {
        this(room.name(), kind, null, info, member, channelOf(room));
    }

    private static @Nullable String channelOf(Scope room) {
        Scope parent = room.parent();
        return parent == null ? null : parent.name();
    }

    /** Checks the parts. */
    public RoomEvent {
        requireNonNull(room, "room");
        requireNonNull(kind, "kind");
        requireNonNull(info, "info");
    }
}
