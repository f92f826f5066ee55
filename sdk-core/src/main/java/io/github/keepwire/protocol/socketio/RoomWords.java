// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.json.JsonLimits;
import io.github.keepwire.internal.json.JsonScanner;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a server for rooms: Socket.IO has none of its own for clients.
 *
 * @param join the event that asks to be let in
 * @param leave the event that asks to be let out
 * @param message the event that a {@code message} into a room travels as
 * @param field the field of payloads that names the room
 */
record RoomWords(String join, String leave, String message, String field) {
    /** The type of messages that travel as {@link #message}; others keep theirs. */
    static final String TALK = "message";

    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    String event(String type) {
        return type.equals(TALK) ? message : type;
    }

    /** What joining and leaving carry. */
    List<Payload> naming(String room, PayloadCodec codec) {
        String json = "{" + entry(room) + "}";
        return Collections.singletonList(Payload.slice(json, 0, json.length(), codec));
    }

    /** The same arguments, the first of which names the room: in it if it is an object, else beside it. */
    List<Payload> stamped(List<Payload> arguments, String room, PayloadCodec codec) {
        List<Payload> all = new ArrayList<>(arguments);
        Payload first = all.isEmpty() ? Payload.empty().written(codec) : all.remove(0);
        String json = first.json();
        boolean isObject = json.startsWith("{") && !isBinary(first);
        String rest = isObject ? unnamed(json) : "\"" + TALK + "\":" + json;
        if (rest == null) {
            return arguments;
        }
        String stamped = "{" + entry(room) + (rest.isEmpty() ? "" : ",") + rest + "}";
        all.add(0, Payload.slice(stamped, 0, stamped.length(), codec).withBinary(first.binary()));
        return all;
    }

    private static boolean isBinary(Payload payload) {
        return payload.binary().size() == 1 && payload.json().startsWith("{\"_placeholder\"");
    }

    /** The fields of an object that names no room, without one that names null; null if it names one. */
    private @Nullable String unnamed(String object) {
        JsonScanner scanner = new JsonScanner(JsonLimits.NONE);
        StringBuilder rest = new StringBuilder(object.length());
        try {
            scanner.begin(object);
            scanner.enterObject();
            int from = scanner.position();
            while (scanner.nextField()) {
                boolean names = scanner.nameIs(field);
                if (names && scanner.peek() != 'n') {
                    return null;
                }
                scanner.skipValue();
                String member = object.substring(from, scanner.position()).trim();
                from = scanner.position();
                if (!names) {
                    String bare = member.startsWith(",") ? member.substring(1) : member;
                    rest.append(rest.length() == 0 ? "" : ",").append(bare);
                }
            }
        } catch (IOException e) {
            throw new KeepwireException(ErrorCode.INVALID_MESSAGE, "a message into a room is no JSON object");
        }
        return rest.toString().trim();
    }

    private String entry(String room) {
        return "\"" + new String(ENCODER.quoteAsString(field)) + "\":\"" + new String(ENCODER.quoteAsString(room))
                + "\"";
    }

    /** The room that a received payload names, or null. */
    @Nullable
    String roomOf(Payload payload) {
        return payload.json().startsWith("{") ? payload.field(field) : null;
    }
}
