// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.message.Identity;
import io.github.keepwire.message.PayloadCodec;

/**
 * What a session is given at its start.
 *
 * @param identity who we are
 * @param codec what reads and writes payloads
 * @param maxMessageBytes the largest message the client accepts
 */
public record SessionContext(Identity identity, PayloadCodec codec, int maxMessageBytes) {
    /** Checks the parts. */
    public SessionContext {
        requireNonNull(identity, "identity");
        requireNonNull(codec, "codec");
    }
}
