// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.auth.Token;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a client wants its dialect to put into frames. */
public sealed interface Command {
    /**
     * An application's message.
     *
     * @param message complete: with id, sender, timestamp and written arguments
     * @param wantsAck whether somebody waits for {@link Effects#acked}
     */
    record Send(Message message, boolean wantsAck) implements Command {
        /** Checks the parts. */
        public Send {
            requireNonNull(message, "message");
        }

        /**
         * A message that nobody waits for.
         *
         * @param message complete: with id, sender, timestamp and written arguments
         */
        public Send(Message message) {
            this(message, false);
        }
    }

    /**
     * A sign of life.
     *
     * @param wallTime the time, for stamping it
     * @param payload what the application wants to tell with it; empty if nothing
     */
    record Heartbeat(Instant wallTime, Payload payload) implements Command {
        /** Checks the parts. */
        public Heartbeat {
            requireNonNull(wallTime, "wallTime");
            requireNonNull(payload, "payload");
        }
    }

    /**
     * Subscribe to channels, and join rooms: all that is wanted, first thing on a new session, and each new wish. Each one is
     * answered by {@link Effects#entered} or {@link Effects#refused}: when the server does, or at once where it never will.
     * A server that starts with some channels on is told to switch off those that the first of these does not name.
     *
     * @param scopes what is wanted; only what {@link Protocol#features} offers
     */
    record Enter(List<Scope> scopes) implements Command {
        /** Checks the parts. */
        public Enter {
            scopes = Collections.unmodifiableList(new ArrayList<>(scopes));
        }
    }

    /**
     * Unsubscribe from channels, and leave rooms. Each one is answered by {@link Effects#left}: when the server does, or at
     * once where it never will.
     *
     * @param scopes what is not wanted any more
     */
    record Leave(List<Scope> scopes) implements Command {
        /** Checks the parts. */
        public Leave {
            scopes = Collections.unmodifiableList(new ArrayList<>(scopes));
        }
    }

    /**
     * Show the server a fresh token on a link that is open; only where {@link Protocol.Feature#TOKEN_RENEWAL} is offered.
     *
     * @param token the token
     */
    record Renew(Token token) implements Command {
        /** Checks the parts. */
        public Renew {
            requireNonNull(token, "token");
        }
    }
}
