// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.message.Scope;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which types are not, or not only, messages for the application. */
final class Controls {
    /** The type of errors, in every dialect. */
    static final String ERROR = "error";

    /** What a type means. */
    enum Meaning {
        WELCOME,
        ENTERED,
        LEFT,
        REFUSED,
        CREATED,
        MEMBER_JOINED,
        MEMBER_LEFT,
        PONG,
        ASKS_FOR_ANSWER,
        ACK,
        ERROR
    }

    /** A meaning, with the scopes and the answer of the server that it is about. */
    record Control(Meaning meaning, Scope.Kind kind, Wording.@Nullable Reply reply) {}

    private final Map<String, Control> byType = new HashMap<>();

    /**
     * Gathers the types of a dialect.
     *
     * @throws IllegalArgumentException if one type has two meanings
     */
    Controls(ScopeWords scopes, MemberWords members, Talk talk, Door.@Nullable Welcome welcome) {
        scopes(Scope.Kind.CHANNEL, scopes.channels());
        scopes(Scope.Kind.ROOM, scopes.rooms());
        add(scopes.created(), Meaning.CREATED, Scope.Kind.ROOM);
        add(members.joined(), Meaning.MEMBER_JOINED);
        add(members.left(), Meaning.MEMBER_LEFT);
        add(welcome == null ? null : welcome.type(), Meaning.WELCOME);
        add(talk.pong(), Meaning.PONG);
        talk.answers().keySet().forEach(type -> add(type, Meaning.ASKS_FOR_ANSWER));
        add(talk.ack() == null ? null : talk.ack().type(), Meaning.ACK);
        // a refusal may be an error too: it is one where it names nothing that is refused
        byType.computeIfAbsent(ERROR, type -> new Control(Meaning.ERROR, Scope.Kind.CHANNEL, null));
    }

    private void scopes(Scope.Kind kind, Wording wording) {
        add(wording.confirmed(), Meaning.ENTERED, kind);
        add(wording.ended(), Meaning.LEFT, kind);
        add(wording.refused(), Meaning.REFUSED, kind);
    }

    private void add(Wording.@Nullable Reply reply, Meaning meaning, Scope.Kind kind) {
        if (reply != null) {
            put(reply.type(), new Control(meaning, kind, reply));
        }
    }

    private void add(MemberWords.@Nullable Change change, Meaning meaning) {
        add(change == null ? null : change.reply(), meaning, Scope.Kind.ROOM);
    }

    private void add(@Nullable String type, Meaning meaning) {
        if (type != null) {
            put(type, new Control(meaning, Scope.Kind.CHANNEL, null));
        }
    }

    private void put(String type, Control control) {
        Control other = byType.put(type, control);
        if (type.isEmpty()) {
            throw new IllegalArgumentException("a type must not be empty");
        }
        if (other != null) {
            throw new IllegalArgumentException("the type '" + type + "' has two meanings");
        }
    }

    /** What a type means, or null for a message like any other. */
    @Nullable
    Control of(String type) {
        return byType.get(type);
    }
}
