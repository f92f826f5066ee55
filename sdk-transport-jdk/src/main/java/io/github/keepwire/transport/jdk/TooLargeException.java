// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

/** The peer sends more than the limit in one piece. */
final class TooLargeException extends Exception {
    private static final long serialVersionUID = 1L;

    TooLargeException(int maxBytes) {
        super("larger than " + maxBytes + " bytes");
    }
}
