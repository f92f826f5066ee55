// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/**
 * Jackson within the limits that foreign JSON gets: bounded in depth, in the length of everything, no key twice.
 *
 * <p>Its exceptions quote what they could not read: tell {@link #offsetOf} instead.
 */
public final class StrictJson {
    /** How deep objects and arrays may nest. */
    public static final int MAX_DEPTH = 64;
    /** How long a number may be, in characters. */
    public static final int MAX_NUMBER_LENGTH = 64;
    /** How long a name may be, in characters. */
    public static final int MAX_NAME_LENGTH = 256;
    /** How long a string may be, in characters. */
    public static final int MAX_STRING_LENGTH = 1 << 20;
    /** How long a document may be, in characters. */
    public static final int MAX_DOCUMENT_LENGTH = 2 << 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .maxDocumentLength(MAX_DOCUMENT_LENGTH)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private StrictJson() {}

    /**
     * The factory behind it all.
     *
     * @return a shared factory; not to be reconfigured
     */
    public static JsonFactory factory() {
        return FACTORY;
    }

    /**
     * Starts to read a text.
     *
     * @param json the text
     * @return a parser at its beginning
     * @throws IOException if the text is over the limit
     */
    public static JsonParser parser(String json) throws IOException {
        if (json.length() > MAX_DOCUMENT_LENGTH) {
            throw new DocumentTooLongException(json.length());
        }
        return FACTORY.createParser(json);
    }

    /**
     * Where a text stopped making sense.
     *
     * @param e what Jackson threw
     * @return for people: " at offset N", or nothing if that is not known; never the text
     */
    public static String offsetOf(IOException e) {
        if (e instanceof JsonProcessingException json && json.getLocation() != null) {
            return " at offset " + json.getLocation().getCharOffset();
        }
        return "";
    }

    /** Jackson counts a document's length only while it refills a buffer, and a string fills it at once. */
    private static final class DocumentTooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        DocumentTooLongException(int length) {
            super("a document of " + length + " characters");
        }
    }
}
