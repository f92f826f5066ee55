// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.internal.json.StrictJson;
import io.github.keepwire.message.Message;
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
 * and its like, or an object of these under {@code error}. An error of another shape tells no code, and is one all the same.
 */
final class ErrorNote {
    private static final String DETAILS = "details";

    private static final Set<String> TOLD = Collections.unmodifiableSet(new HashSet<>(
            Arrays.asList("code", "error", "message", DETAILS, "reason", "retryAfter", "replyTo", "messageId", "id")));

    private final String frame;
    private final Map<String, String> inside = new HashMap<>();

    private final Map<String, String> outside = new HashMap<>();

    /** The details, where they are more than a text. */
    private String structure = "";

    private ErrorNote(String frame) {
        this.frame = frame;
    }

    /** Reads a frame that is JSON. */
    static ErrorNote read(String frame, String payloadName) {
        ErrorNote note = new ErrorNote(frame);
        try (JsonParser parser = StrictJson.again(frame)) {
            parser.nextToken();
            note.fields(parser, payloadName, note.outside);
        } catch (IOException tooStrange) {
            note.inside.clear();
            note.outside.clear();
            note.structure = "";
        }
        return note;
    }

    private void fields(JsonParser parser, @Nullable String payloadName, Map<String, String> into) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean nested = name.equals(payloadName) || name.equals("error");
            if (nested && value == JsonToken.START_OBJECT) {
                fields(parser, null, inside);
            } else if (name.equals(DETAILS) && value.isStructStart()) {
                structure = skipped(parser);
            } else if (TOLD.contains(name) && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                into.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Goes to the end of an object or list, and tells how it is written. */
    private String skipped(JsonParser parser) throws IOException {
        long from = parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        return frame.substring((int) from, (int) parser.currentLocation().getCharOffset());
    }

    private KeepwireException.ServerError error(String what) {
        return refusal(what + reason());
    }

    /** What it tells programs, and a text for people. */
    KeepwireException.ServerError refusal(String text) {
        String code = told("code");
        String details = told(DETAILS);
        return new KeepwireException.ServerError(
                ErrorCode.REJECTED_BY_SERVER, text, code == null ? "" : code, details == null ? structure : details);
    }

    /** Asks for what follows from it. */
    void follow(Message message, Effects out) {
        String code = told("code");
        if ("RATE_LIMIT".equals(code) || "RATE_LIMITED".equals(code)) {
            out.slowDown(RetryAfter.read(told("retryAfter")));
        }
        String id = first("replyTo", "messageId", "id");
        if (id != null) {
            out.rejected(id, error("the server said no"));
        }
        out.serverError(error("the server reports an error"), message);
    }

    /** What it says for people: a colon and bounded text, or nothing. */
    private String reason() {
        StringBuilder reason = new StringBuilder();
        for (String name : new String[] {"code", "error", "message", "reason", DETAILS}) {
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
