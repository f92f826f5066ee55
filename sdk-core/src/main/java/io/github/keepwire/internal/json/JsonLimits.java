// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

/**
 * How large a JSON text may be: as large as the messages that a client takes and sends, and no larger. How deep it may nest, and how
 * long its names and numbers may be, is the same for all ({@link StrictJson}).
 *
 * @param stringLength how long a string may be, in characters
 * @param documentLength how long a document may be, in characters
 * @param tokens how many tokens a document may have, names included
 */
public record JsonLimits(int stringLength, int documentLength, int tokens) {
    /** For messages of 1 MiB: strings of 1 Mi characters, documents of 2 Mi, which leaves room for an envelope. */
    public static final JsonLimits DEFAULT =
            new JsonLimits(StrictJson.MAX_STRING_LENGTH, StrictJson.MAX_DOCUMENT_LENGTH, StrictJson.MAX_TOKENS);

    /** For texts whose size is bounded already: they came through other limits, or the application made them. */
    public static final JsonLimits NONE = new JsonLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /**
     * The limits that fit the messages of a client; for those of 1 MiB or less {@link #DEFAULT}, and in proportion for larger ones.
     *
     * @param maxMessageBytes the size of the largest
     * @return the limits
     */
    public static JsonLimits of(int maxMessageBytes) {
        if (maxMessageBytes <= StrictJson.MAX_STRING_LENGTH) {
            return DEFAULT;
        }
        double growth = (double) maxMessageBytes / StrictJson.MAX_STRING_LENGTH;
        return new JsonLimits(maxMessageBytes, (int) (StrictJson.MAX_DOCUMENT_LENGTH * growth), (int)
                (StrictJson.MAX_TOKENS * growth));
    }
}
