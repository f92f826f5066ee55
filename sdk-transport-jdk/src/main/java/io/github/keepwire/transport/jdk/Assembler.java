// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.transport.Frame;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes whole messages of the parts that the JDK delivers (it splits at each 16 KiB it reads and at each continuation
 * frame), and refuses a message as soon as its parts exceed the limit.
 *
 * <p>A message in one part is copied once and nothing else. Used by one thread at a time.
 */
final class Assembler {
    private final int maxBytes;
    private @Nullable StringBuilder text;
    private byte @Nullable [] binary;
    private int bytes;

    /** Limits messages to a number of bytes, of the UTF-8 form for text. */
    Assembler(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Whether parts of an unfinished message are held. */
    boolean isMidMessage() {
        return text != null || binary != null;
    }

    /** Takes a part of a text; answers the message, or null if this was not its last part. */
    @Nullable
    Frame text(CharSequence part, boolean last) throws TooLargeException {
        StringBuilder earlier = text;
        if (last && earlier == null) {
            return wholeText(part.toString());
        }
        String more = part.toString();
        count(Utf8.length(more, 0, more.length()));
        StringBuilder all = earlier == null ? new StringBuilder(2 * more.length()) : earlier;
        all.append(more);
        text = last ? null : all;
        return last ? Frame.text(finished(all)) : null;
    }

    private Frame wholeText(String message) throws TooLargeException {
        Frame frame = Frame.text(message);
        if (frame.byteCount() > maxBytes) {
            throw new TooLargeException(maxBytes);
        }
        return frame;
    }

    private String finished(StringBuilder all) {
        bytes = 0;
        return all.toString();
    }

    /** Takes a part of a binary message; answers the message, or null if this was not its last part. */
    @Nullable
    Frame binary(ByteBuffer part, boolean last) throws TooLargeException {
        int before = bytes;
        count(part.remaining());
        byte[] all = room(last);
        part.get(all, before, bytes - before);
        if (!last) {
            binary = all;
            return null;
        }
        Frame frame = Frame.binary(ByteBuffer.wrap(all, 0, bytes));
        binary = null;
        bytes = 0;
        return frame;
    }

    private byte[] room(boolean last) {
        byte[] earlier = binary;
        if (earlier == null) {
            return new byte[last ? bytes : Math.min(maxBytes, 2 * bytes)];
        }
        if (earlier.length >= bytes) {
            return earlier;
        }
        long doubled = 2L * bytes;
        return Arrays.copyOf(earlier, last ? bytes : (int) Math.min(maxBytes, doubled));
    }

    private void count(int more) throws TooLargeException {
        if (more > maxBytes - bytes) {
            throw new TooLargeException(maxBytes);
        }
        bytes += more;
    }

    /** Drops the parts of an unfinished message. */
    void clear() {
        text = null;
        binary = null;
        bytes = 0;
    }
}
