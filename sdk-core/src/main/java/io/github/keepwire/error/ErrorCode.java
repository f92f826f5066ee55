// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.error;

/** What kind of thing went wrong: stable names for programs, logs and metrics. */
public enum ErrorCode {
    /** No transport, or more than one, was found on the class path or module path. */
    NO_TRANSPORT(false),
    /** The server's address could not be resolved or connected to. */
    UNREACHABLE(true),
    /** The server did not finish the handshake in time. */
    HANDSHAKE_TIMEOUT(true),
    /** The server answered the handshake with something other than a WebSocket. */
    HANDSHAKE_REFUSED(true),
    /** The server wants other credentials, or forbids what was asked. */
    AUTHENTICATION_REFUSED(false),
    /** The server's certificate is not trusted, or names another host. */
    TLS_REJECTED(false),
    /** An open connection broke, or fell silent for longer than allowed. */
    LINK_LOST(true),
    /** The peer ended the connection with a close frame. */
    CLOSED_BY_PEER(true),
    /** The peer broke the rules of the protocol. */
    PROTOCOL_VIOLATION(false),
    /** The client, the transport or the link was closed by its owner. */
    CLOSED(false),
    /** A message breaks a rule of the client: a field, a name, a timestamp. */
    INVALID_MESSAGE(false),
    /** A message is larger than allowed. */
    MESSAGE_TOO_LARGE(false),
    /** The outbox has no room. */
    OUTBOX_FULL(true),
    /** The store could not keep a message: the disk is full, or failed. */
    STORE_FAILED(true),
    /** More messages than the rate limit, ours or the server's, allows. */
    RATE_LIMITED(true),
    /** A message made room for another in a full outbox. */
    EVICTED(false),
    /** A message was taken back before it was delivered. */
    CANCELLED(false),
    /** Listeners are too slow, and received messages are dropped. */
    INBOX_FULL(true),
    /** A message outlived its time to live before it was delivered. */
    EXPIRED(false),
    /** The last transmission that a message was allowed was not acknowledged. */
    UNACKNOWLEDGED(true),
    /** The server said no to a message. */
    REJECTED_BY_SERVER(false),
    /** A payload is not what the application asked it to be. */
    PAYLOAD_MISMATCH(false),
    /** A frame is not what the dialect expects. */
    MALFORMED_FRAME(false),
    /** A listener of the application threw. */
    LISTENER_FAILED(false),
    /** A policy of the application (a filter, a validator) threw. */
    POLICY_FAILED(false),
    /** A provider of the application (a token, a history) threw, gave less than it was asked for, answered null or took too long. */
    PROVIDER_FAILED(true),
    /** An HTTP exchange failed before its reply was complete. */
    HTTP_FAILED(true);

    private final boolean retryable;

    ErrorCode(boolean retryable) {
        this.retryable = retryable;
    }

    /**
     * Whether the same attempt may succeed later, unless the exception at hand knows better.
     *
     * @return true if a retry can help
     */
    public boolean retryable() {
        return retryable;
    }
}
