// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import java.net.http.WebSocket;

/** Which close codes and reasons may cross the wire (RFC 6455, sections 5.5 and 7.4). Pure functions. */
final class CloseCodes {
    static final int MAX_REASON_BYTES = 123;
    private static final int FIRST_FOR_LIBRARIES = 3000;
    private static final int LAST = 4999;

    private CloseCodes() {}

    /** The code itself, or 1000 for one that {@link WebSocket#sendClose} of the JDK refuses. */
    static int sendable(int code) {
        boolean allowed = switch (code) {
            case 1000, 1001, 1008, 1011 -> true;
            default -> code >= FIRST_FOR_LIBRARIES && code <= LAST;
        };
        return allowed ? code : WebSocket.NORMAL_CLOSURE;
    }

    /** Whether a peer may send this code; the JDK lets codes above the registered ranges pass. */
    static boolean receivable(int code) {
        return code <= LAST;
    }

    /** The longest beginning of a reason that fits a close frame, without half characters. */
    static String fitting(String reason) {
        String text = Utf8.wellFormed(reason);
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int next = text.offsetByCodePoints(i, 1);
            bytes += Utf8.length(text, i, next);
            if (bytes > MAX_REASON_BYTES) {
                return text.substring(0, i);
            }
            i = next;
        }
        return text;
    }
}
