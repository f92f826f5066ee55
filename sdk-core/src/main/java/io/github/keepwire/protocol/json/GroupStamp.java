// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.keepwire.internal.json.StrictJson;
import java.io.IOException;

/** Puts a group first into payloads that are objects, unless they name a group themselves. */
final class GroupStamp {
    private static final String NAME = "groupId";

    private final String stamp;

    GroupStamp(String groupId) {
        StringBuilder text = new StringBuilder("{\"" + NAME + "\":");
        EnvelopeWriter.quote(text, groupId);
        stamp = text.toString();
    }

    /** Appends a payload, one JSON value, stamped where it can be. */
    void append(StringBuilder out, String json) {
        int brace = nonSpace(json, 0);
        if (json.charAt(brace) != '{' || namesGroup(json)) {
            out.append(json);
            return;
        }
        boolean empty = json.charAt(nonSpace(json, brace + 1)) == '}';
        out.append(stamp).append(empty ? "" : ",").append(json, brace + 1, json.length());
    }

    private static int nonSpace(String json, int from) {
        int i = from;
        while (i < json.length() - 1 && json.charAt(i) <= ' ') {
            i++;
        }
        return i;
    }

    /** Looks closely only where the name occurs, or could hide behind an escape: a name twice is no JSON to our peers. */
    private static boolean namesGroup(String json) {
        return (json.contains(NAME) || json.indexOf('\\') >= 0) && hasField(json);
    }

    private static boolean hasField(String json) {
        try (JsonParser parser = StrictJson.parser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (parser.currentName().equals(NAME)) {
                    return true;
                }
                parser.nextToken();
                parser.skipChildren();
            }
            return false;
        } catch (IOException e) {
            throw new IllegalArgumentException("a payload is not JSON" + StrictJson.offsetOf(e));
        }
    }
}
