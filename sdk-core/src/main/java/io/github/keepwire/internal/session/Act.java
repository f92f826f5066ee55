// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

/** What the state machine wants done. */
enum Act {
    /** Ask for a fresh token; answered by {@code TokenReady} or {@code Lost}. */
    ASK_TOKEN,
    /** Open a link; answered by {@code LinkOpened} or {@code Lost}. */
    OPEN_LINK,
    /** Start the dialect's handshake; answered by {@code HandshakeDone} or {@code Lost}. */
    START_PROTOCOL,
    /** Tell whoever called {@code connect()} that it worked. */
    CONNECTED,
    /** Tell whoever called {@code connect()} that it failed. */
    CONNECT_FAILED,
    /** Begin to write what is queued. */
    GO_ONLINE,
    /** Abandon the attempt or abort the link, whichever there is. */
    DROP_LINK,
    /** Wait for as long as the plan says; answered by {@code RetryDue}. */
    PLAN_RETRY,
    /** Begin the closing handshake; answered by {@code Lost}. */
    CLOSE_LINK,
    /** End what was not delivered, free everything. */
    FINISH
}
