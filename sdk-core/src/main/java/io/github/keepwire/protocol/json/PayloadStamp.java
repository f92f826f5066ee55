// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.keepwire.internal.json.StrictJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Puts fields first into payloads that are objects, unless they have a field of that name themselves. */
final class PayloadStamp {
    private final String json;
    /** Where the object's brace stands, or -1 if the payload is no object. */
    private final int brace;

    private @Nullable StringBuilder stamps;

    /** Begins with a payload: one JSON value. */
    PayloadStamp(String json) {
        this.json = json;
        int first = nonSpace(json, 0);
        this.brace = json.charAt(first) == '{' ? first : -1;
    }

    /** Begins a field that is wanted; answers where to write its value, or null if there is no place for it. */
    @Nullable
    StringBuilder field(String name) {
        if (brace < 0 || hasField(name)) {
            return null;
        }
        StringBuilder out = stamps == null ? new StringBuilder("{") : stamps.append(',');
        stamps = out;
        EnvelopeWriter.quote(out, name);
        return out.append(':');
    }

    /** Appends the payload with what was written into it. */
    void appendTo(StringBuilder out) {
        if (stamps == null) {
            out.append(json);
            return;
        }
        boolean empty = json.charAt(nonSpace(json, brace + 1)) == '}';
        out.append(stamps).append(empty ? "" : ",").append(json, brace + 1, json.length());
    }

    private static int nonSpace(String json, int from) {
        int i = from;
        while (i < json.length() - 1 && json.charAt(i) <= ' ') {
            i++;
        }
        return i;
    }

    /** Looks closely only where the name occurs, or could hide behind an escape: a name twice is no JSON to our peers. */
    private boolean hasField(String name) {
        return (json.contains(name) || json.indexOf('\\') >= 0) && isThere(name);
    }

    private boolean isThere(String name) {
        try (JsonParser parser = StrictJson.again(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (parser.currentName().equals(name)) {
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
