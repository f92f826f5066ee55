// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.transport.LinkEnd;
import java.net.ProtocolException;

/** The peer broke a rule: which kind of end that is, and the close code that tells the peer. Never leaves the package. */
final class Violation extends ProtocolException {
    private static final long serialVersionUID = 1L;

    private final LinkEnd.Kind kind;
    private final int closeCode;

    private Violation(LinkEnd.Kind kind, int closeCode, String message) {
        super(message);
        this.kind = kind;
        this.closeCode = closeCode;
    }

    /** A frame that RFC 6455 does not allow. */
    static Violation frame(String message) {
        return new Violation(LinkEnd.Kind.PROTOCOL_ERROR, CloseCodes.PROTOCOL_ERROR, message);
    }

    /** Text that is not UTF-8. */
    static Violation utf8() {
        return new Violation(LinkEnd.Kind.PROTOCOL_ERROR, CloseCodes.NOT_UTF8, "text is not UTF-8");
    }

    /** A message over the limit. */
    static Violation tooLarge(int limit) {
        String message = "a message is larger than " + limit + " bytes";
        return new Violation(LinkEnd.Kind.TOO_LARGE, CloseCodes.TOO_LARGE, message);
    }

    LinkEnd end() {
        return LinkEnd.without(kind, String.valueOf(getMessage()), null);
    }

    int closeCode() {
        return closeCode;
    }
}
