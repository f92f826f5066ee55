// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.transport.Link;
import java.util.concurrent.CompletionException;

/** How the ends of links are told to applications. */
final class LinkErrors {
    private LinkErrors() {}

    static ConnectionException of(Link.End end, String where) {
        ErrorCode code = switch (end.kind()) {
            case CLOSED_BY_PEER -> ErrorCode.CLOSED_BY_PEER;
            case CLOSED, ABORTED -> ErrorCode.CLOSED;
            case LOST, WRITE_STALLED -> ErrorCode.LINK_LOST;
            case TOO_LARGE -> ErrorCode.MESSAGE_TOO_LARGE;
            case PROTOCOL_ERROR -> ErrorCode.PROTOCOL_VIOLATION;
        };
        return ConnectionException.ended(code, where + " " + told(end), end.code(), end.cause());
    }

    private static String told(Link.End end) {
        String reason = end.reason().isEmpty() ? "" : ": " + end.reason();
        return switch (end.kind()) {
            case CLOSED_BY_PEER -> "closed the connection with code " + end.code() + reason;
            case CLOSED, ABORTED -> "is no longer connected" + reason;
            case LOST -> "was lost" + reason;
            case WRITE_STALLED -> "takes no more data" + reason;
            case TOO_LARGE -> "sent a message over the limit: raise maxMessageBytes, or ask for less" + reason;
            case PROTOCOL_ERROR -> "broke the WebSocket protocol" + reason;
        };
    }

    static KeepwireException silent(String where) {
        return new ConnectionException(
                ErrorCode.LINK_LOST, where + " was lost: it answers neither heartbeat nor ping", null);
    }

    static KeepwireException idle(String where) {
        return new ConnectionException(
                ErrorCode.LINK_LOST, where + " was lost: nothing arrived within the idle timeout", null);
    }

    static KeepwireException slept(String where) {
        return new ConnectionException(
                ErrorCode.LINK_LOST, where + " was lost: a clock leapt, as if the machine had slept", null);
    }

    static KeepwireException movedOn(String where) {
        return new ConnectionException(ErrorCode.LINK_LOST, where + " was left for the first address", null);
    }

    static KeepwireException renewing(String where) {
        return new ConnectionException(ErrorCode.LINK_LOST, where + " was left to come back with a fresh token", null);
    }

    static KeepwireException networkChanged(String where) {
        return new ConnectionException(
                ErrorCode.LINK_LOST, "the attempt to reach " + where + " began on another network", null);
    }

    static KeepwireException slowHandshake(String where) {
        return new ConnectionException(
                ErrorCode.HANDSHAKE_TIMEOUT, where + " did not finish the handshake in time", null);
    }

    static KeepwireException ofOpening(Throwable thrown, String where) {
        Throwable cause = unwrapped(thrown);
        return cause instanceof KeepwireException known
                ? known
                : new ConnectionException(
                        ErrorCode.UNREACHABLE,
                        where + " could not be reached: " + cause.getClass().getName(),
                        cause);
    }

    /** What a stage failed with, without the wrapping of futures. */
    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    static KeepwireException heartbeatFailed(Throwable e) {
        return new KeepwireException(
                ErrorCode.PROVIDER_FAILED,
                "the heartbeat's payload could not be had: " + e.getClass().getName(),
                e);
    }

    static KeepwireException protocolFailed(Throwable e) {
        return e instanceof KeepwireException known
                ? known
                : new KeepwireException(
                        ErrorCode.PROTOCOL_VIOLATION,
                        "the dialect threw " + e.getClass().getName(),
                        e);
    }
}
