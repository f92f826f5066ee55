// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.protocol.json.Wording.Reply;

/**
 * The part of {@link JsonDialect.Builder} that is about the members of rooms.
 *
 * @param <B> the whole builder
 */
abstract class MemberBuilder<B> extends ScopeBuilder<B> {
    private MemberWords members = MemberWords.NONE;

    MemberBuilder() {}

    void copyMembers(MemberWords words) {
        members = words;
    }

    MemberWords memberWords(ScopeWords scopes) {
        return members.checked(scopes.rooms());
    }

    /**
     * Sets where the reply of {@link #joinedBy} lists who is in: an array of ids, which are strings. A reply that names several
     * rooms tells the members of none. What is not such a list is reported, and the room is joined without it.
     *
     * @param path where it lists them: fields with dots between them
     * @return this builder
     */
    public B members(String path) {
        members = members.listed(FramePath.of("members", path), null);
        return self();
    }

    /**
     * Like {@link #members(String)}, for a list of objects.
     *
     * @param path where it lists them
     * @param idField the field of each object that is the id
     * @return this builder
     */
    public B members(String path, String idField) {
        members = members.listed(FramePath.of("members", path), requireNonNull(idField, "idField"));
        return self();
    }

    /**
     * Sets what the server says when somebody came into a room. It is a {@link io.github.keepwire.event.RoomEvent}, and not
     * delivered.
     *
     * @param type the type of the frame
     * @param names where it names the room or rooms
     * @param member where it names who came: a string
     * @return this builder
     */
    public B memberJoinedBy(String type, String names, String member) {
        members = members.joinedBy(change("memberJoinedBy", type, names, member));
        return self();
    }

    /**
     * Sets what the server says when somebody went out of a room. It is a {@link io.github.keepwire.event.RoomEvent}, and not
     * delivered.
     *
     * @param type the type of the frame
     * @param names where it names the room or rooms
     * @param member where it names who went: a string
     * @return this builder
     */
    public B memberLeftBy(String type, String names, String member) {
        members = members.leftBy(change("memberLeftBy", type, names, member));
        return self();
    }

    private static MemberWords.Change change(String what, String type, String names, String member) {
        return new MemberWords.Change(Reply.of(what, type, names), FramePath.of(what, member));
    }
}
