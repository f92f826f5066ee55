// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Jackson makes of a document within {@link StrictJson}'s limits: the reference for {@link JsonScanner}. Every string is taken,
 * since Jackson holds only those against their limit.
 *
 * @param fields those of the outermost object; none for other documents
 */
record JacksonsReading(List<Field> fields) {
    /**
     * A field of the outermost object.
     *
     * @param from where its value begins
     * @param to where it ends
     * @param text what it means if it is a string, or its digits if it is an integer; null for others
     */
    record Field(
            String name,
            JsonToken kind,
            int from,
            int to,
            @Nullable String text) {}

    /** Reads one document; null if Jackson refuses it. */
    static @Nullable JacksonsReading of(String json) {
        try (JsonParser parser = StrictJson.parser(json)) {
            List<Field> fields = new ArrayList<>();
            JsonToken first = parser.nextToken();
            if (first == null) {
                return null;
            }
            if (first == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    fields.add(field(parser));
                }
            } else {
                finish(parser);
            }
            return parser.nextToken() == null ? new JacksonsReading(fields) : null;
        } catch (IOException refused) {
            return null;
        }
    }

    private static Field field(JsonParser parser) throws IOException {
        String name = parser.currentName();
        JsonToken kind = parser.nextToken();
        int from = (int) parser.currentTokenLocation().getCharOffset();
        boolean told = kind == JsonToken.VALUE_STRING || kind == JsonToken.VALUE_NUMBER_INT;
        String text = told ? parser.getText() : null;
        finish(parser);
        return new Field(name, kind, from, (int) parser.currentLocation().getCharOffset(), text);
    }

    /** Walks to the end of the value at hand. */
    private static void finish(JsonParser parser) throws IOException {
        int depth = 0;
        do {
            JsonToken token = depth == 0 ? parser.currentToken() : parser.nextToken();
            if (token == null) {
                throw new IOException("half a document");
            }
            if (token == JsonToken.VALUE_STRING && parser.getTextLength() > StrictJson.MAX_STRING_LENGTH) {
                throw new IOException("a string over the limit");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0);
    }
}
