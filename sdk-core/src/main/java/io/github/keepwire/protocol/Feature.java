// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol;

/** What some dialects can do and others cannot. */
public enum Feature {
    /** The server acknowledges messages by id. */
    ACKS,
    /** Messages may be binary. */
    BINARY
}
