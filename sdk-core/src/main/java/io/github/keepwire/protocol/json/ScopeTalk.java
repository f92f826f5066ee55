// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.transport.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Talks about channels and rooms on one link: enters and leaves them, and hears what the server says to it. */
final class ScopeTalk {
    /** Of the names in one frame: servers bound what they read, some at 10 KiB. */
    private static final int MOST_CHARACTERS = 4_096;

    private final ScopeWords words;
    private final String roomPrefix;
    private final String payloadName;
    private final Identity identity;
    private final ScopeRoutes routes;
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
        this.payloadName = dialect.shape().payload();
        this.home = dialect.membership().group();
        this.group = home;
        this.identity = identity;
        this.routes = new ScopeRoutes(words, dialect.counts());
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
                some.forEach(scope -> out.refused(scope, refusal("this dialect has no words for " + scope)));
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

    // what is heard

    /** Whether a reply names what it is about. */
    boolean isAbout(Controls.Control control, String frame) {
        return control.reply() != null && control.reply().names().texts(frame) != null;
    }

    /**
     * The server confirmed or refused.
     *
     * @param info what its payload tells
     * @throws EnvelopeReader.MalformedException if it does not say what, or something that cannot be the name of it
     */
    void heard(Controls.Control control, Payload info, String frame, Effects out)
            throws EnvelopeReader.MalformedException {
        Wording.Reply reply = control.reply();
        List<String> names = reply == null ? null : reply.names().texts(frame);
        if (reply == null || names == null) {
            throw new EnvelopeReader.MalformedException("a reply about channels or rooms does not name them");
        }
        String reason = reply.reason() == null ? null : reply.reason().text(frame);
        boolean saysNo = control.meaning() == Controls.Meaning.REFUSED;
        ErrorNote note = saysNo ? ErrorNote.read(frame, payloadName) : null;
        for (Scope scope : scopes(control.kind(), names)) {
            switch (control.meaning()) {
                case ENTERED -> out.entered(scope, info);
                case CREATED -> out.created(scope, info);
                case LEFT -> out.left(scope);
                default -> {
                    routes.remove(scope);
                    moveBack(Collections.singletonList(scope), out);
                    out.refused(scope, refused(scope, reason, note));
                }
            }
        }
    }

    private static KeepwireException refused(Scope scope, @Nullable String reason, @Nullable ErrorNote note) {
        String text = "the server refused " + scope + (reason == null ? "" : ": " + SafeText.wire(reason));
        return note == null ? refusal(text) : note.refusal(text);
    }

    private static KeepwireException refusal(String text) {
        return new KeepwireException(ErrorCode.REJECTED_BY_SERVER, text);
    }

    private List<Scope> scopes(Scope.Kind kind, List<String> names) throws EnvelopeReader.MalformedException {
        List<Scope> scopes = new ArrayList<>();
        try {
            for (String name : names) {
                scopes.add(new Scope(kind, kind == Scope.Kind.ROOM ? withoutPrefix(name) : name));
            }
        } catch (IllegalArgumentException e) {
            throw new EnvelopeReader.MalformedException(
                    "a reply names a channel or room whose name is too long or not printable");
        }
        return scopes;
    }

    private String withoutPrefix(String name) {
        return name.startsWith(roomPrefix) ? name.substring(roomPrefix.length()) : name;
    }
}
