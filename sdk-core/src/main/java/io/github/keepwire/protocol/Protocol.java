// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.auth.Token;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.transport.LinkRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A wire dialect: an immutable description that makes one {@link ProtocolSession} for each life of a link.
 *
 * <p>Safe for use by any thread, and by many clients at once.
 */
public interface Protocol {
    /**
     * The name that errors and logs use.
     *
     * @return a short lower-case name, such as {@code device-envelope}
     */
    String name();

    /**
     * What this dialect can do that not every dialect can.
     *
     * @return an immutable set
     */
    Set<Feature> features();

    /**
     * What this dialect asks of messages in both directions, unless the application says otherwise.
     *
     * @return the rules; only a type and at most 1 MiB by default
     */
    default MessageValidator validator() {
        return MessageValidator.defaults();
    }

    /**
     * Turns what the client wants into a request for a link: address, token, subprotocols.
     *
     * @param context what the client wants
     * @return the request
     */
    LinkRequest prepare(ConnectContext context);

    /**
     * Starts the dialect's side of one link.
     *
     * @param context who we are and what reads payloads
     * @return a session that knows nothing of earlier ones
     */
    ProtocolSession newSession(SessionContext context);

    /** What some dialects can do and others cannot. */
    enum Feature {
        /** The server acknowledges messages by id. */
        ACKS,
        /** There are channels to subscribe to. */
        CHANNELS,
        /** There are rooms to join. */
        ROOMS,
        /** Messages may be binary. */
        BINARY
    }

    /**
     * What a client wants of its next link.
     *
     * @param request address, headers, limits and deadlines as the application gave them
     * @param identity who connects
     * @param token a fresh token, or null if the client has no provider
     */
    record ConnectContext(
            LinkRequest request,
            Identity identity,
            @Nullable Token token) {
        /** Checks the parts. */
        public ConnectContext {
            requireNonNull(request, "request");
            requireNonNull(identity, "identity");
        }
    }

    /**
     * What a session is given at its start.
     *
     * @param identity who we are
     * @param codec what reads and writes payloads
     * @param maxMessageBytes the largest message the client accepts
     */
    record SessionContext(Identity identity, PayloadCodec codec, int maxMessageBytes) {
        /** Checks the parts. */
        public SessionContext {
            requireNonNull(identity, "identity");
            requireNonNull(codec, "codec");
        }
    }
}
