// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Effects;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Hears what the server says of channels and rooms on one link: confirmations, refusals, members. */
final class ScopeReplies {
    private final String roomPrefix;
    private final String payloadName;
    private final MemberWords members;
    private final BiConsumer<Scope, Effects> onRefusal;

    /** Hears nothing yet; {@code onRefusal} hears of each channel or room that is refused, before it is told. */
    ScopeReplies(JsonDialect dialect, BiConsumer<Scope, Effects> onRefusal) {
        this.roomPrefix = dialect.membership().roomPrefix();
        this.payloadName = dialect.shape().payload();
        this.members = dialect.members();
        this.onRefusal = onRefusal;
    }

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
        List<Scope> named = named(control, frame);
        FramePath why = control.reply() == null ? null : control.reply().reason();
        String reason = why == null ? null : why.text(frame);
        boolean saysNo = control.meaning() == Controls.Meaning.REFUSED;
        ErrorNote note = saysNo ? ErrorNote.read(frame, payloadName) : null;
        if (control.meaning() == Controls.Meaning.ENTERED && control.kind() == Scope.Kind.ROOM) {
            members(named, frame, out);
        }
        for (Scope scope : named) {
            switch (control.meaning()) {
                case ENTERED -> out.entered(scope, info);
                case CREATED -> out.created(scope, info);
                case LEFT -> out.left(scope);
                default -> {
                    onRefusal.accept(scope, out);
                    out.refused(scope, refused(scope, reason, note));
                }
            }
        }
    }

    /** A list that makes no sense is as good as none: that we are in is true all the same. */
    private void members(List<Scope> rooms, String frame, Effects out) {
        if (rooms.size() != 1) {
            return;
        }
        try {
            List<String> all = members.listed(frame);
            if (all != null) {
                out.members(rooms.get(0), all);
            }
        } catch (EnvelopeReader.MalformedException e) {
            out.malformed(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The server told that somebody came into a room, or went.
     *
     * @param info what its payload tells
     * @throws EnvelopeReader.MalformedException if it does not say where or who
     */
    void memberHeard(Controls.Control control, Payload info, String frame, Effects out)
            throws EnvelopeReader.MalformedException {
        boolean came = control.meaning() == Controls.Meaning.MEMBER_JOINED;
        MemberWords.Change change = came ? members.joined() : members.left();
        String member = MemberWords.changed(change, frame);
        for (Scope room : named(control, frame)) {
            if (came) {
                out.memberJoined(room, member, info);
            } else {
                out.memberLeft(room, member, info);
            }
        }
    }

    private List<Scope> named(Controls.Control control, String frame) throws EnvelopeReader.MalformedException {
        Wording.Reply reply = control.reply();
        List<String> names = reply == null ? null : reply.names().texts(frame);
        if (names == null) {
            throw new EnvelopeReader.MalformedException("a reply about channels or rooms does not name them");
        }
        return scopes(control.kind(), names);
    }

    private static KeepwireException refused(Scope scope, @Nullable String reason, @Nullable ErrorNote note) {
        String text = "the server refused " + scope + (reason == null ? "" : ": " + SafeText.wire(reason));
        return note == null ? refusal(text) : note.refusal(text);
    }

    static KeepwireException refusal(String text) {
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
