// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.transport.Frame;
import okio.ByteString;

/** What a {@link FrameReader} found, told on the thread that reads. */
interface Inbound {
    /** A whole message; may wait for demand. */
    void message(Frame message);

    /** A ping that wants its content back. */
    void ping(ByteString content);

    /** A pong, whatever its content. */
    void pong();

    /**
     * A close frame: the last thing that is read.
     *
     * @param code its code, or {@link CloseCodes#NO_CODE}
     */
    void closed(int code, String reason);
}
