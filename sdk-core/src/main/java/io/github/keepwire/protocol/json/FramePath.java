// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.keepwire.internal.json.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a frame: names of fields with dots between them, from the outside in. Where an array stands on the way, each of
 * its elements is meant. For the few frames that are about the connection; messages are read by {@link EnvelopeReader}.
 */
final class FramePath {
    /** Nobody confirms more at once. */
    private static final int MOST_TEXTS = 10_000;

    private final List<String> names;

    private FramePath(List<String> names) {
        this.names = names;
    }

    /**
     * Checks a path.
     *
     * @throws IllegalArgumentException if a name in it is empty
     */
    static FramePath of(String what, String path) {
        List<String> names = Arrays.asList(path.split("\\.", -1));
        if (names.contains("")) {
            throw new IllegalArgumentException(
                    "the path of " + what + " must be names with dots between them: '" + path + "'");
        }
        return new FramePath(Collections.unmodifiableList(names));
    }

    /** The name of a field of the envelope, or null if this is another place. */
    @Nullable
    String field() {
        return names.size() == 1 ? names.get(0) : null;
    }

    /** The name of a field right in the payload, or null if this is another place. */
    @Nullable
    String inPayload(EnvelopeShape shape) {
        return names.size() == 2 && names.get(0).equals(shape.payload()) ? names.get(1) : null;
    }

    /** Reads a frame that is JSON: the scalar at this place, or null if there is none. */
    @Nullable
    String text(String frame) {
        List<String> texts = texts(frame);
        return texts == null || texts.size() != 1 ? null : texts.get(0);
    }

    /** Reads a frame that is JSON: the scalars at this place, or null if there is something else, or nothing. */
    @Nullable
    List<String> texts(String frame) {
        List<String> found = new ArrayList<>();
        try (JsonParser parser = StrictJson.again(frame)) {
            parser.nextToken();
            return collect(parser, 0, found) && !found.isEmpty() ? found : null;
        } catch (IOException tooStrange) {
            return null;
        }
    }

    /** Goes to this place, through objects alone; false if there is nothing. */
    boolean find(JsonParser parser) throws IOException {
        parser.nextToken();
        for (String name : names) {
            if (parser.currentToken() != JsonToken.START_OBJECT || !findField(parser, name)) {
                return false;
            }
        }
        return true;
    }

    private static boolean findField(JsonParser parser, String name) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals(name);
            parser.nextToken();
            if (wanted) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    /** Goes through the value at hand; false if it is not what is looked for. */
    private boolean collect(JsonParser parser, int depth, List<String> found) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_ARRAY) {
            return elements(parser, depth, found);
        }
        if (depth < names.size()) {
            return token == JsonToken.START_OBJECT && field(parser, depth, found);
        }
        if (!token.isScalarValue() || token == JsonToken.VALUE_NULL || found.size() == MOST_TEXTS) {
            return false;
        }
        found.add(parser.getText());
        return true;
    }

    private boolean elements(JsonParser parser, int depth, List<String> found) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!collect(parser, depth, found)) {
                return false;
            }
        }
        return true;
    }

    private boolean field(JsonParser parser, int depth, List<String> found) throws IOException {
        boolean there = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals(names.get(depth));
            parser.nextToken();
            if (!wanted) {
                parser.skipChildren();
            } else if (collect(parser, depth + 1, found)) {
                there = true;
            } else {
                return false;
            }
        }
        return there;
    }
}
