// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

/** Which close codes may cross the wire (RFC 6455, section 7.4, and its registry up to 1014). */
final class CloseCodes {
    static final int NORMAL = 1000;
    static final int PROTOCOL_ERROR = 1002;
    /** Stands for a close frame without a code. */
    static final int NO_CODE = 1005;

    static final int NOT_UTF8 = 1007;
    static final int TOO_LARGE = 1009;

    private CloseCodes() {}

    static boolean mayCrossTheWire(int code) {
        boolean registered = code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014;
        return registered || code >= 3000 && code <= 4999;
    }

    static int sendable(int code) {
        return mayCrossTheWire(code) ? code : NORMAL;
    }
}
