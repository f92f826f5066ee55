// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.event;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a room that the client has joined, or wants to, or in it; or there is a new one.
 *
 * @param room the room's name
 * @param kind what happened
 * @param reason why it was refused, or null
 * @param info what the server told with it: a title, who a member is; empty where it told nothing
 * @param member the id of the member that came or went, or null
 */
public record RoomEvent(
        String room,
        Kind kind,
        @Nullable KeepwireException reason,
        Payload info,
        @Nullable String member) {
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
     * @param room the room's name
     * @param kind what happened
     * @param reason why it was refused, or null
     * @param info what the server told with it
     */
    public RoomEvent(String room, Kind kind, @Nullable KeepwireException reason, Payload info) {
        this(room, kind, reason, info, null);
    }

    /** Checks the parts. */
    public RoomEvent {
        requireNonNull(room, "room");
        requireNonNull(kind, "kind");
        requireNonNull(info, "info");
    }
}
