// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import static java.util.Objects.requireNonNull;

/**
 * A part of what a server has to say, or a circle of those who talk: a channel that one subscribes to, or a room that one
 * joins. Messages arrive on it, and go into it where the dialect can.
 *
 * @param kind which of both
 * @param name its name as it travels: 1 to 256 characters, none of them a control character
 */
public record Scope(Kind kind, String name) {
    /** What a scope may be. */
    public enum Kind {
        /** What one subscribes to. */
        CHANNEL,
        /** What one joins. */
        ROOM
    }

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it cannot travel
     */
    public Scope {
        requireNonNull(kind, "kind");
        Names.check("the name of a " + (kind == Kind.ROOM ? "room" : "channel"), requireNonNull(name, "name"), false);
    }

    /**
     * A channel.
     *
     * @param name its name
     * @return the scope
     */
    public static Scope channel(String name) {
        return new Scope(Kind.CHANNEL, name);
    }

    /**
     * A room.
     *
     * @param name its name
     * @return the scope
     */
    public static Scope room(String name) {
        return new Scope(Kind.ROOM, name);
    }

    @Override
    public String toString() {
        return (kind == Kind.ROOM ? "room " : "channel ") + name;
    }
}
