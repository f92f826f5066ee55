// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
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
    /** How many tokens a document may have, names included: 200 000 numbers pass, 200 000 fields do not. */
    public static final int MAX_TOKENS = 1 << 18;

    private static final StreamReadConstraints READ_LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNumberLength(MAX_NUMBER_LENGTH)
            .maxNameLength(MAX_NAME_LENGTH)
            .maxStringLength(MAX_STRING_LENGTH)
            .maxDocumentLength(MAX_DOCUMENT_LENGTH)
            .maxTokenCount(MAX_TOKENS)
            .build();
    private static final StreamWriteConstraints WRITE_LIMITS =
            StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build();

    /** Names come from strangers: they must not fill the table of interned strings that the process shares. */
    private static final JsonFactory FACTORY = limit(JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build());

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
     * Lays the limits on a factory.
     *
     * @param factory one that nobody else uses
     * @return the same factory
     */
    static JsonFactory limit(JsonFactory factory) {
        factory.setStreamReadConstraints(READ_LIMITS).setStreamWriteConstraints(WRITE_LIMITS);
        return factory.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION);
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
    public static String offsetOf(Exception e) {
        JsonLocation where = e instanceof JsonProcessingException json ? json.getLocation() : null;
        return where == null || where.getCharOffset() < 0 ? "" : " at offset " + where.getCharOffset();
    }

    /** Jackson counts a document's length only while it refills a buffer, and a string fills it at once. */
    private static final class DocumentTooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        DocumentTooLongException(int length) {
            super("a document of " + length + " characters");
        }
    }
}
