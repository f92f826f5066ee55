// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.keepwire.internal.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The parse that every client needs: the envelope's fields as text, the payload as a range of the frame. By Jackson as a stream, within
 * Keepwire's limits and with no key twice, and with Jackson's own table of names, which makes it faster.
 */
final class Parse {
    private static final JsonFactory STRICT = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(StrictJson.MAX_DEPTH)
                    .maxNumberLength(StrictJson.MAX_NUMBER_LENGTH)
                    .maxNameLength(StrictJson.MAX_NAME_LENGTH)
                    .maxStringLength(StrictJson.MAX_STRING_LENGTH)
                    .maxDocumentLength(StrictJson.MAX_DOCUMENT_LENGTH)
                    .maxTokenCount(StrictJson.MAX_TOKENS)
                    .build())
            .build();

    private @Nullable String type;
    private long payloadLength;

    /** Reads one frame. */
    void read(String text) {
        try (JsonParser parser = STRICT.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("payload")) {
                    long from = parser.currentTokenLocation().getCharOffset();
                    parser.skipChildren();
                    payloadLength = parser.currentLocation().getCharOffset() - from;
                } else {
                    String value = parser.getText();
                    type = name.equals("type") ? value : type;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the compiler from dropping the work. */
    boolean isDone() {
        return type != null && payloadLength > 0;
    }
}
