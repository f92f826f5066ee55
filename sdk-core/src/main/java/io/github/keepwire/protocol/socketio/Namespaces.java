// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.message.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The namespaces of one link: the main one, which is always in, and those that channels and rooms are wanted of. */
final class Namespaces {
    private final String main;
    private final Map<String, Namespace> known = new LinkedHashMap<>();

    Namespaces(String main) {
        this.main = main;
        Namespace first = new Namespace();
        first.isIn = true;
        known.put(main, first);
    }

    /** The namespace that a channel means: with a slash before the name, or without. */
    static String nameOf(Scope channel) {
        return channel.name().startsWith("/") ? channel.name() : "/" + channel.name();
    }

    /** The namespace that a channel is, or a room is in. */
    String of(Scope scope) {
        Scope channel = scope.kind() == Scope.Kind.CHANNEL ? scope : scope.parent();
        return channel == null ? main : nameOf(channel);
    }

    /** The one of a name, or null if nothing of it is wanted. */
    @Nullable
    Namespace get(String name) {
        return known.get(name);
    }

    /** The one that a scope is wanted of, from now on. */
    Namespace want(Scope scope) {
        Namespace namespace = known.computeIfAbsent(of(scope), name -> new Namespace());
        namespace.want(scope);
        return namespace;
    }

    /** Forgets a namespace if it is done; tells whether it is to be left. */
    boolean isDone(String name) {
        Namespace namespace = known.get(name);
        return namespace != null && namespace.isDone() && !name.equals(main) && known.remove(name) != null;
    }

    /** The server refused or ended it: forgets it, and tells what was wanted of it; null if nothing was. */
    @Nullable
    Namespace ended(String name) {
        return known.remove(name);
    }
}
