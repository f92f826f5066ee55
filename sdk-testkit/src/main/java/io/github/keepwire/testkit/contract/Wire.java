// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.RecordingListener;
import io.github.keepwire.testkit.ServerFrames;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.io.UncheckedIOException;

/** Both ends of one connection: the link under test with its listener, and the raw peer's end. */
record Wire(Link link, RecordingListener listener, RawConnection server) {
    /** Gives demand, and lets the listener know that it was given. */
    Wire request(long frames) {
        listener.allow(frames);
        link.request(frames);
        return this;
    }

    Wire requestAll() {
        return request(Long.MAX_VALUE);
    }

    /** Lets the server write what ends the link; the client may hang up before all of it is written. */
    void writeWhatIsTaken(byte[]... pieces) {
        try {
            server.write(pieces);
        } catch (UncheckedIOException hungUp) {
            listener.awaitEnd();
        }
    }

    boolean serverCanWrite() {
        try {
            server.write(ServerFrames.ping(""));
            return true;
        } catch (UncheckedIOException hungUp) {
            return false;
        }
    }

    void sendText(String text) {
        link.send(Frame.text(text));
    }
}
