// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A part of what a server has to say, or a circle of those who talk: a channel that one subscribes to, or a room that one
 * joins. Messages arrive on it, and go into it where the dialect can.
 *
 * @param kind which of both
 * @param name its name as it travels: 1 to 256 characters, none of them a control character
 * @param parent the channel that a room is in; null for rooms that are in none, and for channels
 */
public record Scope(Kind kind, String name, @Nullable Scope parent) {
    /** What a scope may be. */
    public enum Kind {
        /** What one subscribes to. */
        CHANNEL,
        /** What one joins. */
        ROOM
    }

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the name cannot travel, or the parent is not the channel of a room
     */
    public Scope {
        requireNonNull(kind, "kind");
        Names.check("the name of a " + (kind == Kind.ROOM ? "room" : "channel"), requireNonNull(name, "name"), false);
        if (parent != null && (kind != Kind.ROOM || parent.kind != Kind.CHANNEL)) {
            throw new IllegalArgumentException("only a room may be in a channel, and in nothing else");
        }
    }

    /**
     * A channel, or a room that is in none.
     *
     * @param kind which of both
     * @param name its name
     */
    public Scope(Kind kind, String name) {
        this(kind, name, null);
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

    /**
     * The room of this name in a channel, where the dialect has such.
     *
     * @param channel the channel
     * @return another scope
     * @throws IllegalArgumentException if this is no room, or that is no channel
     */
    public Scope in(Scope channel) {
        return new Scope(kind, name, requireNonNull(channel, "channel"));
    }

    @Override
    public String toString() {
        return (kind == Kind.ROOM ? "room " : "channel ") + name + (parent == null ? "" : " of " + parent);
    }
}
