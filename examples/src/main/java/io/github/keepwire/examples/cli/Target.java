// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.auth.Token;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where to connect, and how.
 *
 * @param url the server
 * @param transport what opens the WebSocket
 * @param token what lets us in, or null
 * @param timeout how long to try
 */
public record Target(
        URI url, TransportChoice transport, @Nullable Token token, Duration timeout) {
    /** How long to try unless the user says otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
}
