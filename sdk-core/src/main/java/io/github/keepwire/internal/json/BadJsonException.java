// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

/** A text is not JSON within {@link StrictJson}'s limits. Its message tells where, never the text; it has no stack trace. */
public final class BadJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    BadJsonException(int offset) {
        super("not JSON within limits at offset " + offset, null, false, false);
    }
}
