// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

/** Something that ends when its transport is closed. */
@FunctionalInterface
interface Abortable {
    /** Ends it at once; idempotent, does not block. */
    void abort();
}
