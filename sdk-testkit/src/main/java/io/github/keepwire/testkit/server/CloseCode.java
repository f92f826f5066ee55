// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.nio.charset.StandardCharsets;

/** Close codes (RFC 6455, section 7.4). */
final class CloseCode {
    /** Stands for a connection that ended without a close frame. */
    static final int ABNORMAL = 1006;

    private static final int LONGEST_REASON = 123;

    private CloseCode() {}

    /** Lets only codes and reasons through that may stand in a frame. */
    static void check(int code, String reason) {
        boolean reserved = code == 1005 || code == ABNORMAL || code == 1015;
        if (code < 1000 || code > 4999 || reserved) {
            throw new IllegalArgumentException("code may not be sent in a close frame: " + code);
        }
        int bytes = reason.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_REASON) {
            throw new IllegalArgumentException("reason must be at most " + LONGEST_REASON + " bytes: " + bytes);
        }
    }
}
