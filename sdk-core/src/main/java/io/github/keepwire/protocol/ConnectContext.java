// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.auth.Token;
import io.github.keepwire.message.Identity;
import io.github.keepwire.transport.LinkRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants of its next link.
 *
 * @param request address, headers, limits and deadlines as the application gave them
 * @param identity who connects
 * @param token a fresh token, or null if the client has no provider
 */
public record ConnectContext(
        LinkRequest request, Identity identity, @Nullable Token token) {
    /** Checks the parts. */
    public ConnectContext {
        requireNonNull(request, "request");
        requireNonNull(identity, "identity");
    }
}
