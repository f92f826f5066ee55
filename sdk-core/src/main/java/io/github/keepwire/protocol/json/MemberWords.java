// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.keepwire.internal.json.StrictJson;
import io.github.keepwire.message.Identity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a dialect tells who is in a room; what is null is not told.
 *
 * @param list where the reply that confirms a room lists its members
 * @param idField the field of each of them that is the id, or null if they are ids
 * @param joined tells that somebody came
 * @param left tells that somebody went
 */
record MemberWords(
        @Nullable FramePath list,
        @Nullable String idField,
        @Nullable Change joined,
        @Nullable Change left) {
    static final MemberWords NONE = new MemberWords(null, null, null, null);

    /** A frame that tells of one member: where it names the room, and whom. */
    record Change(Wording.Reply reply, FramePath member) {}

    MemberWords listed(FramePath path, @Nullable String field) {
        return new MemberWords(path, field, joined, left);
    }

    MemberWords joinedBy(Change change) {
        return new MemberWords(list, idField, change, left);
    }

    MemberWords leftBy(Change change) {
        return new MemberWords(list, idField, joined, change);
    }

    /**
     * Checks that somebody can be where members are told.
     *
     * @throws IllegalArgumentException if there is no reply that could list them, or nobody can join
     */
    MemberWords checked(Wording rooms) {
        if (rooms.enter() == null && !equals(NONE)) {
            throw new IllegalArgumentException("join is missing: nobody can be in the rooms whose members are told");
        }
        if (list != null && rooms.confirmed() == null) {
            throw new IllegalArgumentException("joinedBy is missing: there is no reply that could list the members");
        }
        return this;
    }

    /** Reads who is in, from a frame that is JSON; null if it does not tell. */
    @Nullable
    List<String> listed(String frame) throws EnvelopeReader.MalformedException {
        if (list == null) {
            return null;
        }
        try (JsonParser parser = StrictJson.again(frame)) {
            return list.find(parser) ? ids(parser) : null;
        } catch (IOException tooStrange) {
            throw unreadable();
        }
    }

    private List<String> ids(JsonParser parser) throws IOException, EnvelopeReader.MalformedException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new EnvelopeReader.MalformedException("the members of a room are not a list");
        }
        List<String> ids = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            ids.add(idField == null ? id(parser) : idWithin(parser, idField));
        }
        return ids;
    }

    private static String idWithin(JsonParser parser, String field)
            throws IOException, EnvelopeReader.MalformedException {
        String id = null;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(field);
                parser.nextToken();
                if (wanted) {
                    id = id(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
        if (id == null) {
            throw new EnvelopeReader.MalformedException("a member in the list of a room has no id");
        }
        return id;
    }

    /** Reads who came or went. */
    static String changed(@Nullable Change change, String frame) throws EnvelopeReader.MalformedException {
        try (JsonParser parser = StrictJson.again(frame)) {
            if (change != null && change.member().find(parser)) {
                return id(parser);
            }
        } catch (IOException tooStrange) {
            throw unreadable();
        }
        throw new EnvelopeReader.MalformedException("a frame does not name the member that came or went");
    }

    private static String id(JsonParser parser) throws IOException, EnvelopeReader.MalformedException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new EnvelopeReader.MalformedException("the id of a member is not text");
        }
        String id = parser.getText();
        if (!canTravel(id)) {
            throw new EnvelopeReader.MalformedException("the id of a member is empty, too long or not printable");
        }
        return id;
    }

    private static boolean canTravel(String id) {
        try {
            return !Identity.of(id, "").id().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static EnvelopeReader.MalformedException unreadable() {
        return new EnvelopeReader.MalformedException("the members of a room cannot be read");
    }
}
