// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.error.SafeText;
import io.github.keepwire.transport.Link;
import java.io.EOFException;
import java.io.IOException;
import okio.BufferedSource;

/** The life of the thread that reads a link: frame after frame, and what their failure means. */
final class ReadLoop {
    /** How much is read of a peer that was told to stop, in bytes. */
    private static final long MOST_DISCARDED = 16 << 20;

    private final OkHttpLink link;
    private final BufferedSource source;
    private final FrameReader reader;

    ReadLoop(OkHttpLink link, BufferedSource source, FrameReader reader) {
        this.link = link;
        this.source = source;
        this.reader = reader;
    }

    void run() {
        try {
            while (!link.hasEnded() && reader.next()) {
                // A frame at a time; the reader tells the link what it found.
            }
        } catch (Violation violation) {
            if (link.violated(violation)) {
                discardTheRest();
            }
        } catch (EOFException e) {
            link.lost(Link.End.without(Link.End.Kind.LOST, "end of stream", e));
        } catch (IOException | RuntimeException e) {
            link.lost(Link.End.without(Link.End.Kind.LOST, describe(e), e));
        }
    }

    private void discardTheRest() {
        try {
            source.skip(MOST_DISCARDED);
        } catch (IOException e) {
            // The peer hung up, or the close timeout was over: nothing is left to read.
            source.getBuffer().clear();
        }
    }

    /** What a log needs: the kind, and the platform's few words. */
    static String describe(Throwable thrown) {
        return SafeText.wire(thrown.getClass().getSimpleName() + ": " + thrown.getMessage());
    }
}
