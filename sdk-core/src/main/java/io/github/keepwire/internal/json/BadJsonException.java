// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import java.io.IOException;

/** A text is not JSON within {@link StrictJson}'s limits. Its message tells where, never the text; it has no stack trace. */
final class BadJsonException extends IOException {
    private static final long serialVersionUID = 1L;

    BadJsonException(int offset) {
        super("not JSON within limits at offset " + offset);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is filled in
    public Throwable fillInStackTrace() {
        return this;
    }
}
