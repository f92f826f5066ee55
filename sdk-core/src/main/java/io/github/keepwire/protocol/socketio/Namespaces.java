// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.message.Scope;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The namespaces of one link beside its first one: which are wanted, and which are in. */
final class Namespaces {
    /** One of them, with the channels that mean it: with a slash before the name, or without. */
    private static final class Entry {
        final Set<Scope> scopes = new LinkedHashSet<>();
        boolean isIn;
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** The namespace that a channel means. */
    static String nameOf(Scope channel) {
        return channel.name().startsWith("/") ? channel.name() : "/" + channel.name();
    }

    /** Notes that a channel is wanted; tells whether its namespace is in already. */
    boolean want(Scope channel) {
        Entry entry = entries.computeIfAbsent(nameOf(channel), name -> new Entry());
        entry.scopes.add(channel);
        return entry.isIn;
    }

    /** Forgets a channel; tells whether its namespace is to be left. */
    boolean release(Scope channel) {
        String name = nameOf(channel);
        Entry entry = entries.get(name);
        if (entry == null || !entry.scopes.remove(channel) || !entry.scopes.isEmpty()) {
            return false;
        }
        entries.remove(name);
        return true;
    }

    /** The server let us in; the channels that are now. */
    Collection<Scope> entered(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            return new LinkedHashSet<>();
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
        return entry == null ? null : entry.scopes;
    }

    boolean isIn(String name) {
        Entry entry = entries.get(name);
        return entry != null && entry.isIn;
    }
}
