// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One whole WebSocket message, text or binary, as it crosses the seam. Immutable; safe for use by any thread.
 *
 * <p>Its {@code toString} tells kind and size, never content.
 */
public final class Frame {
    private final @Nullable String text;
    private final @Nullable ByteBuffer bytes;
    private final int byteCount;

    private Frame(@Nullable String text, @Nullable ByteBuffer bytes, int byteCount) {
        this.text = text;
        this.bytes = bytes;
        this.byteCount = byteCount;
    }

    /**
     * Makes a text message.
     *
     * @param text its content
     * @return the frame
     */
    public static Frame text(String text) {
        return new Frame(requireNonNull(text, "text"), null, utf8Length(text));
    }

    /**
     * Makes a binary message from the bytes between position and limit; they are not copied and must not change.
     *
     * @param bytes its content
     * @return the frame
     */
    public static Frame binary(ByteBuffer bytes) {
        ByteBuffer content = bytes.slice().asReadOnlyBuffer();
        return new Frame(null, content, content.remaining());
    }

    /**
     * Tells text from binary.
     *
     * @return true for text
     */
    public boolean isText() {
        return text != null;
    }

    /**
     * The content of a text message.
     *
     * @return the text
     * @throws IllegalStateException if this is a binary message
     */
    public String text() {
        if (text == null) {
            throw new IllegalStateException("a binary frame has no text");
        }
        return text;
    }

    /**
     * The content of a binary message.
     *
     * @return a new read-only, big-endian view, ready to be read
     * @throws IllegalStateException if this is a text message
     */
    public ByteBuffer bytes() {
        if (bytes == null) {
            throw new IllegalStateException("a text frame has no bytes");
        }
        return bytes.duplicate();
    }

    /**
     * The size on the wire, without framing.
     *
     * @return bytes; of the UTF-8 form for text
     */
    public int byteCount() {
        return byteCount;
    }

    @Override
    public String toString() {
        return (isText() ? "text" : "binary") + " frame of " + byteCount + " bytes";
    }

    private static int utf8Length(String text) {
        int length = text.length();
        int total = length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                total += extraBytes(c);
            }
        }
        return total;
    }

    /** Each half of a surrogate pair counts one more than itself, so that a pair counts four. */
    private static int extraBytes(char c) {
        return c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
    }
}
