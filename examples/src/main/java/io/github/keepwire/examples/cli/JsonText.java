// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON as one line of text, its numbers as they were written. */
final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonText() {}

    /**
     * Reads one JSON value.
     *
     * @throws IllegalArgumentException if the text is none; the message tells where, and not what
     */
    static JsonNode read(String text) {
        try {
            JsonNode value = MAPPER.readTree(text);
            if (value.isMissingNode()) {
                throw new IllegalArgumentException("not JSON: it is empty");
            }
            return value;
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
            throw new IllegalArgumentException("not one JSON value" + where + ": strings need double quotes");
        }
    }

    /** Quotes a text as JSON. */
    static String quoted(String text) {
        return MAPPER.getNodeFactory().textNode(text).toString();
    }

    /** Makes valid JSON one line: no white space between its parts, nothing in its strings that could break a line. */
    static String oneLine(String json) {
        StringBuilder out = new StringBuilder(json.length());
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"' && !isEscaped(json, i)) {
                inString = !inString;
            }
            if (inString && breaksLines(json, i)) {
                out.append(String.format("\\u%04x", (int) c));
            } else if (inString || c > ' ') {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isEscaped(String json, int quote) {
        int backslashes = 0;
        for (int i = quote - 1; i >= 0 && json.charAt(i) == '\\'; i--) {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static boolean breaksLines(String json, int at) {
        char c = json.charAt(at);
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || isLoneSurrogate(json, at);
    }

    private static boolean isLoneSurrogate(String json, int at) {
        char c = json.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == json.length() || !Character.isLowSurrogate(json.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(json.charAt(at - 1)));
    }
}
