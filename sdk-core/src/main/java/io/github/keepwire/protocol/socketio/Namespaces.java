// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.message.Scope;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces of one link beside its first one: which are wanted, and which are in.
 *
 * <pre>
 *   SHUT --wanted--> ASKED --let in--> IN --no longer wanted--> SHUT
 *                      |  refused: SHUT; no longer wanted: left once the server has let us in
 * </pre>
 *
 * <p>The official server ends the whole link when it is asked for a namespace that is in, or told to forget one that is not.
 */
final class Namespaces {
    /** How far a namespace is. */
    enum Door {
        SHUT,
        ASKED,
        IN
    }

    /** One of them, with the channels that mean it: with a slash before the name, or without. */
    private static final class Entry {
        final Set<Scope> scopes = new LinkedHashSet<>();
        boolean isIn;

        /** Whether a channel is the first of those that are wanted: the one that asks, for them all. */
        boolean isLedBy(Scope channel) {
            return !scopes.isEmpty() && scopes.iterator().next().equals(channel);
        }
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** The namespace that a channel means. */
    static String nameOf(Scope channel) {
        return channel.name().startsWith("/") ? channel.name() : "/" + channel.name();
    }

    /** Notes that a channel is wanted; tells how far its namespace is: shut, too, to the one that asks again. */
    Door want(Scope channel) {
        String name = nameOf(channel);
        Entry entry = entries.get(name);
        Door before = entry == null || entry.isLedBy(channel) ? Door.SHUT : Door.ASKED;
        if (entry != null && entry.isIn) {
            before = Door.IN;
        }
        entries.computeIfAbsent(name, absent -> new Entry()).scopes.add(channel);
        return before;
    }

    /** Forgets a channel; tells whether its namespace is to be left now: one that was only asked for is left later. */
    boolean release(Scope channel) {
        String name = nameOf(channel);
        Entry entry = entries.get(name);
        if (entry == null || !entry.scopes.remove(channel) || !entry.scopes.isEmpty() || !entry.isIn) {
            return false;
        }
        entries.remove(name);
        return true;
    }

    /** The server let us in; the channels that are now, or null if nobody wants it any more. */
    @Nullable
    Collection<Scope> entered(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            return new LinkedHashSet<>();
        }
        if (entry.scopes.isEmpty()) {
            entries.remove(name);
            return null;
        }
        entry.isIn = true;
        return new LinkedHashSet<>(entry.scopes);
    }

    /** The server refused or ended it; the channels that are no more. */
    Collection<Scope> ended(String name) {
        Entry entry = entries.remove(name);
        return entry == null ? new LinkedHashSet<>() : entry.scopes;
    }

    /** The channels of a namespace, or null if it is not wanted. */
    @Nullable
    Collection<Scope> scopes(String name) {
        Entry entry = entries.get(name);
        return entry == null || entry.scopes.isEmpty() ? null : entry.scopes;
    }

    boolean isIn(String name) {
        Entry entry = entries.get(name);
        return entry != null && entry.isIn;
    }
}
