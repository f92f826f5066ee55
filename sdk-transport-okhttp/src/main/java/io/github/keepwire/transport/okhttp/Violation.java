// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.transport.Link;
import java.net.ProtocolException;

/** The peer broke a rule: which kind of end that is, and the close code that tells the peer. Never leaves the package. */
final class Violation extends ProtocolException {
    private static final long serialVersionUID = 1L;

    private final Link.End.Kind kind;
    private final int closeCode;

    private Violation(Link.End.Kind kind, int closeCode, String message) {
        super(message);
        this.kind = kind;
        this.closeCode = closeCode;
    }

    /** A frame that RFC 6455 does not allow. */
    static Violation frame(String message) {
        return new Violation(Link.End.Kind.PROTOCOL_ERROR, CloseCodes.PROTOCOL_ERROR, message);
    }

    /** Text that is not UTF-8. */
    static Violation utf8() {
        return new Violation(Link.End.Kind.PROTOCOL_ERROR, CloseCodes.NOT_UTF8, "text is not UTF-8");
    }

    /** A message over the limit. */
    static Violation tooLarge(int limit) {
        String message = "a message is larger than " + limit + " bytes";
        return new Violation(Link.End.Kind.TOO_LARGE, CloseCodes.TOO_LARGE, message);
    }

    Link.End end() {
        return Link.End.without(kind, String.valueOf(getMessage()), null);
    }

    int closeCode() {
        return closeCode;
    }
}
