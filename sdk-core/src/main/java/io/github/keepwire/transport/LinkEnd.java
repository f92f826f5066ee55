// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * How a link ended: its one terminal event.
 *
 * @param kind who or what ended it
 * @param code the close code of the peer's close frame, 1005 for one without a code, 1006 if there was no close frame
 *     (RFC 6455, section 7.4.1)
 * @param reason the peer's reason, or a short text of the transport; printable, at most about 200 characters
 * @param cause what the platform threw, or null
 */
public record LinkEnd(
        Kind kind, int code, String reason, @Nullable Throwable cause) {
    /** The close code that stands for an end without a close frame. */
    public static final int NO_CLOSE_FRAME = 1006;

    /** Checks the parts and makes the reason printable. */
    public LinkEnd {
        requireNonNull(kind, "kind");
        reason = SafeText.wire(requireNonNull(reason, "reason"));
    }

    /** Who or what ended a link. */
    public enum Kind {
        /** The peer sent a close frame. */
        CLOSED_BY_PEER,
        /** We sent a close frame and the peer answered it. */
        CLOSED,
        /** We dropped it: an abort, or a close that the peer did not answer in time. */
        ABORTED,
        /** The connection broke: end of stream, reset, an error of the network. */
        LOST,
        /** A write was not taken in time. */
        WRITE_STALLED,
        /** The peer sent a message over the limit. */
        TOO_LARGE,
        /** The peer broke RFC 6455: an invalid frame, close code or UTF-8. */
        PROTOCOL_ERROR
    }

    /**
     * An end without a close frame.
     *
     * @param kind who or what ended the link
     * @param reason a short text
     * @param cause what the platform threw, or null
     * @return the end, with code 1006
     */
    public static LinkEnd without(Kind kind, String reason, @Nullable Throwable cause) {
        return new LinkEnd(kind, NO_CLOSE_FRAME, reason, cause);
    }
}
