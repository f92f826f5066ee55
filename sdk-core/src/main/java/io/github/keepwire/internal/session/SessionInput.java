// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.retry.RetryPlan;

/** What can happen to a connection. */
sealed interface SessionInput {
    /** The application wants to be connected. */
    record Connect() implements SessionInput {}

    /**
     * There is a token, or none is needed.
     *
     * @param link the link it is for
     */
    record TokenReady(long link) implements SessionInput {}

    /**
     * The transport has opened the link.
     *
     * @param link which one
     */
    record LinkOpened(long link) implements SessionInput {}

    /**
     * The dialect's handshake is done.
     *
     * @param link on which link
     */
    record HandshakeDone(long link) implements SessionInput {}

    /**
     * The attempt or the link has failed, whatever it was at.
     *
     * @param link which one
     * @param error why
     * @param plan what is to follow
     */
    record Lost(long link, KeepwireException error, RetryPlan plan) implements SessionInput {}

    /**
     * The next attempt is due, or somebody does not want to wait for it.
     *
     * @param reason why it is made, for people
     */
    record RetryDue(String reason) implements SessionInput {}

    /**
     * The application wants the client closed.
     *
     * @param drained whether there is nothing left to deliver
     */
    record CloseRequested(boolean drained) implements SessionInput {}

    /** A closing client has delivered everything, or may not try any longer. */
    record DrainOver() implements SessionInput {}
}
