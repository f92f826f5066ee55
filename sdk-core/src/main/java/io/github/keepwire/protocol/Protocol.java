// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol;

import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.transport.LinkRequest;
import java.util.Set;

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
}
