// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.transport.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Talks about channels and rooms on one link: enters and leaves them. {@link ScopeReplies} hears what the server says to it. */
final class ScopeTalk {
    /** Of the names in one frame: servers bound what they read, some at 10 KiB. */
    private static final int MOST_CHARACTERS = 4_096;

    private final ScopeWords words;
    private final String roomPrefix;
    private final Identity identity;
    private final ScopeRoutes routes;
    private final ScopeReplies replies;
    /** The room that this session is in anyway, as long as it lives. */
    private final @Nullable String home;
    /** The room of what goes to none in particular: home, or the one entered last where there is one at a time. */
    private @Nullable String group;
    /** The rooms in the order in which they were entered, where there is one at a time. */
    private final List<String> entered = new ArrayList<>();
    /** Whether the server has been told which of the channels that it starts with are not wanted. */
    private boolean begun;

    ScopeTalk(JsonDialect dialect, Identity identity) {
        this.words = dialect.scopes();
        this.roomPrefix = dialect.membership().roomPrefix();
        this.home = dialect.membership().group();
        this.group = home;
        this.identity = identity;
        this.routes = new ScopeRoutes(words, dialect.counts());
        this.replies = new ScopeReplies(dialect, this::refused);
    }

    /** Hears what the server says of them. */
    ScopeReplies replies() {
        return replies;
    }

    /** Tells on which channels and rooms a message came. */
    Message routed(Message message, Effects out) {
        return routes.routed(message, out);
    }

    /** The room that messages belong to which go to none in particular. */
    @Nullable
    String group() {
        return group;
    }

    /** What the server does not let us into is no place that messages come from, nor our group. */
    private void refused(Scope scope, Effects out) {
        routes.remove(scope);
        moveBack(Collections.singletonList(scope), out);
    }

    // what is said

    void joinHome(Effects out) {
        if (home != null) {
            join(home, out);
        }
    }

    private void join(String room, Effects out) {
        Template frame = words.rooms().enter();
        if (frame != null) {
            out.write(frames(frame, Collections.singletonList(roomPrefix + room), out));
        }
    }

    void enter(List<Scope> scopes, Effects out) {
        for (Scope.Kind kind : Scope.Kind.values()) {
            List<Scope> some = of(kind, scopes);
            Wording wording = words(kind);
            some.forEach(routes::add);
            if (kind == Scope.Kind.ROOM && words.oneRoom()) {
                some.forEach(room -> moveTo(room, out));
            } else {
                say(wording.enter(), wording.confirmed() == null ? withoutHome(some) : some, out);
            }
            if (kind == Scope.Kind.CHANNEL && !some.isEmpty()) {
                switchOffUnwanted(some, out);
            }
            if (wording.enter() == null) {
                some.forEach(
                        scope -> out.refused(scope, ScopeReplies.refusal("this dialect has no words for " + scope)));
            } else if (wording.confirmed() == null) {
                some.forEach(out::entered);
            }
        }
    }

    private void switchOffUnwanted(List<Scope> wanted, Effects out) {
        if (begun) {
            return;
        }
        begun = true;
        List<Scope> unwanted = new ArrayList<>();
        for (String name : words.initiallyOn()) {
            unwanted.add(Scope.channel(name));
        }
        unwanted.removeAll(wanted);
        say(words.channels().leave(), unwanted, out);
    }

    void leave(List<Scope> scopes, Effects out) {
        for (Scope.Kind kind : Scope.Kind.values()) {
            List<Scope> some = of(kind, scopes);
            some.forEach(routes::remove);
            Wording wording = words(kind);
            boolean confirmed = wording.leave() != null && wording.ended() != null;
            say(wording.leave(), confirmed ? some : withoutHome(some), out);
            if (kind == Scope.Kind.ROOM && words.oneRoom()) {
                moveBack(some, out);
            }
            if (!confirmed) {
                some.forEach(out::left);
            }
        }
    }

    private void moveTo(Scope room, Effects out) {
        entered.remove(room.name());
        entered.add(room.name());
        boolean awaitsAnswer = words.rooms().confirmed() != null;
        if (awaitsAnswer || !room.name().equals(group)) {
            group = room.name();
            join(room.name(), out);
        }
    }

    /** Where the room that is left was the group, the one before it is; or home, or none. */
    private void moveBack(List<Scope> rooms, Effects out) {
        for (Scope room : rooms) {
            if (room.kind() == Scope.Kind.ROOM) {
                entered.remove(room.name());
            }
        }
        if (group == null || entered.contains(group) || group.equals(home)) {
            return;
        }
        String before = entered.isEmpty() ? home : entered.get(entered.size() - 1);
        group = before;
        if (before != null) {
            join(before, out);
        }
    }

    /** Without the room that the dialect itself is in: it is not joined twice, and not left. */
    private List<Scope> withoutHome(List<Scope> scopes) {
        List<Scope> others = new ArrayList<>(scopes);
        others.removeIf(scope -> scope.kind() == Scope.Kind.ROOM && scope.name().equals(home));
        return others;
    }

    private static List<Scope> of(Scope.Kind kind, List<Scope> scopes) {
        List<Scope> some = new ArrayList<>();
        for (Scope scope : scopes) {
            if (scope.kind() == kind) {
                some.add(scope);
            }
        }
        return some;
    }

    private void say(@Nullable Template frame, List<Scope> scopes, Effects out) {
        if (frame == null || scopes.isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>();
        for (Scope scope : scopes) {
            names.add(scope.kind() == Scope.Kind.ROOM ? roomPrefix + scope.name() : scope.name());
        }
        out.write(frames(frame, names, out));
    }

    /** One frame for all where it has a place for all, unless that grows too large, or else one for each. */
    private Frame[] frames(Template frame, List<String> names, Effects out) {
        Blanks blanks = new Blanks(identity, out.now());
        int most = frame.has(Hole.CHANNELS) ? MOST_CHARACTERS : 0;
        List<Frame> frames = new ArrayList<>();
        int from = 0;
        while (from < names.size()) {
            int to = from + 1;
            int length = names.get(from).length();
            while (to < names.size() && length + names.get(to).length() <= most) {
                length += names.get(to).length();
                to++;
            }
            frames.add(Frame.text(frame.fill(blanks.about(names.subList(from, to)))));
            from = to;
        }
        return frames.toArray(new Frame[0]);
    }

    private Wording words(Scope.Kind kind) {
        return kind == Scope.Kind.ROOM ? words.rooms() : words.channels();
    }
}
