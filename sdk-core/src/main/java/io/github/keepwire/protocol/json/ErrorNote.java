// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.internal.json.StrictJson;
import io.github.keepwire.protocol.Effects;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an error of the server tells, in its payload or beside it: {@code {"type":"error","data":{"error":..,"details":..,"code":..}}}
 * and its like. An error of another shape tells nothing, and is a message like any other.
 */
final class ErrorNote {
    private static final Set<String> TOLD = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(
            "code", "error", "message", "details", "reason", "retryAfter", "replyTo", "messageId", "id")));

    private final Map<String, String> inside = new HashMap<>();

    private final Map<String, String> outside = new HashMap<>();

    private ErrorNote() {}

    /** Reads a frame that is JSON. */
    static ErrorNote read(String frame, String payloadName) {
        ErrorNote note = new ErrorNote();
        try (JsonParser parser = StrictJson.parser(frame)) {
            parser.nextToken();
            note.fields(parser, payloadName, note.outside);
        } catch (IOException tooStrange) {
            note.inside.clear();
            note.outside.clear();
        }
        return note;
    }

    private void fields(JsonParser parser, @Nullable String payloadName, Map<String, String> into) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals(payloadName) && value == JsonToken.START_OBJECT) {
                fields(parser, null, inside);
            } else if (TOLD.contains(name) && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                into.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Asks for what follows from it. */
    void follow(Effects out) {
        String code = told("code");
        if ("RATE_LIMIT".equals(code) || "RATE_LIMITED".equals(code)) {
            out.slowDown(RetryAfter.read(told("retryAfter")));
        }
        String id = first("replyTo", "messageId", "id");
        if (id != null) {
            out.rejected(id, new KeepwireException(ErrorCode.REJECTED_BY_SERVER, "the server said no" + reason()));
        }
    }

    /** What it says for people: a colon and bounded text, or nothing. */
    private String reason() {
        StringBuilder reason = new StringBuilder();
        for (String name : new String[] {"code", "error", "message", "reason", "details"}) {
            String text = told(name);
            if (text != null) {
                reason.append(": ").append(SafeText.wire(text));
            }
        }
        return reason.toString();
    }

    private @Nullable String first(String... names) {
        for (String name : names) {
            String text = told(name);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private @Nullable String told(String name) {
        String text = inside.get(name);
        return text == null ? outside.get(name) : text;
    }
}
