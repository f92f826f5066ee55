// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.message.Message;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Effects;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * On which of the channels and rooms that were asked for on this link a message came. Where none were, nobody looks: a
 * client without subscriptions pays nothing.
 */
final class ScopeRoutes {
    private static final List<Scope> NOWHERE = Collections.emptyList();

    private final @Nullable Function<Message, List<String>> channelsOf;
    private final @Nullable String roomField;
    /** What has numbers of its own, or null where messages keep theirs. */
    private final Scope.@Nullable Kind counts;

    private final Map<String, Scope> channels = new HashMap<>();
    private final Map<String, Scope> rooms = new HashMap<>();

    ScopeRoutes(ScopeWords words, Scope.@Nullable Kind counts) {
        this.counts = counts;
        this.channelsOf = words.channelsOf();
        this.roomField = words.roomField();
    }

    void add(Scope scope) {
        map(scope).put(scope.name(), scope);
    }

    void remove(Scope scope) {
        map(scope).remove(scope.name());
    }

    private Map<String, Scope> map(Scope scope) {
        return scope.kind() == Scope.Kind.ROOM ? rooms : channels;
    }

    /** Without {@code out}, nobody is told what the application's function does. */
    Message routed(Message message, @Nullable Effects out) {
        boolean mayHaveChannel = channelsOf != null && !channels.isEmpty();
        boolean mayHaveRoom = roomField != null && !rooms.isEmpty();
        if (!mayHaveChannel && !mayHaveRoom) {
            return counts == null || message.position() == null ? message : numbered(message, NOWHERE);
        }
        List<Scope> found = new ArrayList<>(2);
        if (channelsOf != null && mayHaveChannel) {
            addChannels(channelsOf, message, found, out);
        }
        if (roomField != null && mayHaveRoom) {
            addKnown(rooms, message.payload().field(roomField), found);
        }
        if (counts != null && message.position() != null) {
            return numbered(message, found);
        }
        return found.isEmpty() ? message : message.toBuilder().scopes(found).build();
    }

    /** Its number belongs to the first channel or room of the kind that is counted; where it is on none, to nothing. */
    private Message numbered(Message message, List<Scope> found) {
        Message.Position position = null;
        for (Scope scope : found) {
            if (position == null && scope.kind() == counts && message.position() != null) {
                position = new Message.Position(scope, message.position().number());
            }
        }
        return message.toBuilder().scopes(found).position(position).build();
    }

    /** The function is the application's: what it throws harms neither the message nor the link. */
    private void addChannels(
            Function<Message, List<String>> function, Message message, List<Scope> found, @Nullable Effects out) {
        try {
            List<String> names = function.apply(message);
            for (String name : names == null ? Collections.<String>emptyList() : names) {
                addKnown(channels, name, found);
            }
        } catch (RuntimeException e) {
            if (out != null) {
                out.malformed("the function channelsOf threw " + e.getClass().getName());
            }
        }
    }

    private static void addKnown(Map<String, Scope> known, @Nullable String name, List<Scope> found) {
        Scope scope = name == null ? null : known.get(name);
        if (scope != null && !found.contains(scope)) {
            found.add(scope);
        }
    }
}
