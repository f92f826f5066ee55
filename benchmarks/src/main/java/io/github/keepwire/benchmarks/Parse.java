// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.keepwire.internal.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The parse that every client needs: the envelope's fields as text, the payload as a range of the frame. */
final class Parse {
    private @Nullable String type;
    private long payloadLength;

    /** Reads one frame. */
    void read(String text) {
        try (JsonParser parser = StrictJson.parser(text)) {
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
