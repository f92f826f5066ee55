// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

/** Close codes (RFC 6455, section 7.4). */
final class CloseCode {
    /** Stands for a connection that ended without a close frame. */
    static final int ABNORMAL = 1006;

    private CloseCode() {}

    /** Lets only codes through that may stand in a frame. */
    static int check(int code) {
        boolean reserved = code == 1005 || code == ABNORMAL || code == 1015;
        if (code < 1000 || code > 4999 || reserved) {
            throw new IllegalArgumentException("code may not be sent in a close frame: " + code);
        }
        return code;
    }
}
