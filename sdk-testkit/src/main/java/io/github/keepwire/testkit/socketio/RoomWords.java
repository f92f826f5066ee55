// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import static java.util.Objects.requireNonNull;

/**
 * The words for rooms, of which Socket.IO has none of its own.
 *
 * @param join the event that asks to be let in
 * @param leave the event that asks to be let out
 * @param message the event that says something
 * @param field what names the room in an event's first argument
 */
record RoomWords(String join, String leave, String message, String field) {
    /** What something said arrives as. */
    static final String SAID = "message";

    static final RoomWords DEFAULTS = new RoomWords("join_room", "leave_room", "send_message", "roomId");

    RoomWords {
        requireNonNull(join, "join");
        requireNonNull(leave, "leave");
        requireNonNull(message, "message");
        requireNonNull(field, "field");
    }
}
