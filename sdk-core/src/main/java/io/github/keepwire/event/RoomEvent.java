// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.event;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.KeepwireException;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a room that the client has joined, or wants to.
 *
 * @param room the room's name
 * @param kind what happened
 * @param reason why it was refused, or null
 */
public record RoomEvent(String room, Kind kind, @Nullable KeepwireException reason) {
    /** What may happen to a room. */
    public enum Kind {
        /** The connection was lost: it will be joined again after the next one. */
        JOINING,
        /** The server has confirmed that we are in; where a dialect has no confirmation, it was written. */
        JOINED,
        /** We left it, or the client was closed. */
        LEFT,
        /** The server said no, did not answer three times, or put us out. */
        REFUSED
    }

    /** Checks the parts. */
    public RoomEvent {
        requireNonNull(room, "room");
        requireNonNull(kind, "kind");
    }
}
