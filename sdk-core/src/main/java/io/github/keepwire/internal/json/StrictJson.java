// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.TSFBuilder;
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
    /** How long a string may be, in characters, unless larger messages are allowed. */
    public static final int MAX_STRING_LENGTH = 1 << 20;
    /** How long a document may be, in characters, likewise. */
    public static final int MAX_DOCUMENT_LENGTH = 2 << 20;
    /** How many tokens a document may have, names included, likewise: 200 000 numbers pass, 200 000 fields do not. */
    public static final int MAX_TOKENS = 1 << 18;

    private static final StreamWriteConstraints WRITE_LIMITS =
            StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build();

    private static final JsonFactory FACTORY = limited(JsonFactory.builder(), JsonLimits.DEFAULT);
    private static final JsonFactory AGAIN = limited(JsonFactory.builder(), JsonLimits.NONE);

    private StrictJson() {}

    /**
     * Lays the limits on a factory that writes.
     *
     * @param factory one that nobody else uses
     */
    static void limitWriting(JsonFactory factory) {
        factory.setStreamWriteConstraints(WRITE_LIMITS);
    }

    /**
     * Makes a factory within the limits.
     *
     * <p>Jackson keeps the names it has met in a table that all parsers of a factory share. Strangers could fill it with names of one
     * hash, and from then on it would refuse innocent documents, or throw: so there is no such table.
     *
     * @param builder with what else the factory is to have
     * @param limits how large a text may be
     * @return a new factory
     */
    static JsonFactory limited(TSFBuilder<?, ?> builder, JsonLimits limits) {
        return limitedForScanned(builder, limits)
                .rebuild()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /** The same, without a look for names that stand twice: {@link JsonScanner} has refused them already. */
    static JsonFactory limitedForScanned(TSFBuilder<?, ?> builder, JsonLimits limits) {
        return builder.disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(constraints(limits))
                .streamWriteConstraints(WRITE_LIMITS)
                .build();
    }

    private static StreamReadConstraints constraints(JsonLimits limits) {
        return StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .maxNameLength(MAX_NAME_LENGTH)
                .maxStringLength(limits.stringLength())
                .maxDocumentLength(limits.documentLength())
                .maxTokenCount(limits.tokens())
                .build();
    }

    /**
     * Starts to read a text.
     *
     * @param json the text
     * @return a parser at its beginning
     * @throws IOException if the text is over the limit
     */
    public static JsonParser parser(String json) throws IOException {
        return parser(FACTORY, json);
    }

    /**
     * Starts to read a text whose size is bounded already: a frame that was found to be JSON within the client's limits.
     *
     * @param json the text
     * @return a parser at its beginning
     * @throws IOException never for such a text
     */
    public static JsonParser again(String json) throws IOException {
        return AGAIN.createParser(json);
    }

    /** Starts to read a text with another factory that is within limits. */
    static JsonParser parser(JsonFactory factory, String json) throws IOException {
        if (json.length() > factory.streamReadConstraints().getMaxDocumentLength()) {
            throw new DocumentTooLongException(json.length());
        }
        return factory.createParser(json);
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
